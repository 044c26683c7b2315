import type { ConsentPurpose as ConsentPurposeName } from '@kolony/domain/member/consent.rules';
import { Int } from 'type-graphql';
import { Column, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { Operator } from '../operator/operator.type.ts';
import { ConsentPurpose } from './member.enums.ts';

@Stored({
  name: 'Tag',
  table: 'tag',
  allow: 'MEMBER_READ',
  description: 'A word that operators put on members.',
})
export class Tag {
  @Column('name', () => String, 'The word; once per brand.')
  name!: string;

  @Column(
    (row) =>
      `(select count(*) from member_tag mt where mt.brand_id = ${row}.brand_id and mt.tag_id = ${row}.id)::int`,
    () => Int,
    'How many members have it.',
  )
  memberCount!: number;

  @Timestamp('created_at', 'When it was first used (UTC).')
  createdAt!: Date;
}

@Stored({
  name: 'MemberNote',
  table: 'member_note',
  allow: 'MEMBER_READ',
  description: 'What an operator noted about a member.',
})
class MemberNote {
  @Column('body', () => String, 'The text, with its line breaks.')
  body!: string;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.author_id`,
    'Who wrote it; null when it was imported, or its author is gone.',
    { nullable: true },
  )
  author!: Operator | null;

  @Timestamp('created_at', 'When it was written (UTC).')
  createdAt!: Date;
}

export const memberNoteList = defineList({
  name: 'MemberNote',
  type: () => MemberNote,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
});

@Stored({
  name: 'MemberConsent',
  table: 'member_consent',
  allow: 'MEMBER_READ',
  description:
    'That a member granted or withdrew a consent. Never changed: the latest of a purpose is what holds.',
})
export class MemberConsent {
  @Column('purpose', () => ConsentPurpose, 'What for.')
  purpose!: ConsentPurposeName;

  @Column('granted', () => Boolean, 'True when it was granted, false when it was withdrawn.')
  granted!: boolean;

  @Column('policy_version', () => String, 'Version of the text that was agreed to or withdrawn from.')
  policyVersion!: string;

  @Column('channel', () => String, 'Where it was said: a page, a counter, a call.')
  channel!: string;

  @Timestamp('at', 'When it was said (UTC).')
  at!: Date;
}

export const memberConsentList = defineList({
  name: 'MemberConsent',
  type: () => MemberConsent,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
});
