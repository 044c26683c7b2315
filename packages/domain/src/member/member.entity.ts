import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { consentPurposes } from './consent.rules.ts';

export const MemberNoteEntity = defineEntity({
  name: 'MemberNote',
  tableName: 'member_note',
  properties: {
    brandId: p.uuid().primary(),
    id: p.uuid().primary(),
    memberId: p.uuid(),
    body: p.text(),
    authorId: p.uuid().nullable(),
    createdAt: p.datetime(),
  },
});
export type MemberNoteEntity = InferEntity<typeof MemberNoteEntity>;

export const MemberConsentEntity = defineEntity({
  name: 'MemberConsent',
  tableName: 'member_consent',
  properties: {
    brandId: p.uuid().primary(),
    id: p.uuid().primary(),
    memberId: p.uuid(),
    purpose: p.enum(consentPurposes),
    granted: p.boolean(),
    policyVersion: p.text(),
    channel: p.text(),
    at: p.datetime(),
    createdAt: p.datetime(),
  },
});
export type MemberConsentEntity = InferEntity<typeof MemberConsentEntity>;
