import type { ConsentPurpose as ConsentPurposeName } from '@kolony/domain/member/consent.rules';
import type { IdentityKind as IdentityKindName } from '@kolony/domain/member/identity.rules';
import type { Gender as GenderName, MemberSource } from '@kolony/domain/member/member.rules';
import { registerEnumType } from 'type-graphql';

export const Gender = {
  FEMALE: 'female',
  MALE: 'male',
  OTHER: 'other',
  UNKNOWN: 'unknown',
} as const satisfies Record<Uppercase<GenderName>, GenderName>;
registerEnumType(Gender, {
  name: 'Gender',
  description: 'What is known of a member’s gender.',
  valuesConfig: {
    FEMALE: { description: 'Female.' },
    MALE: { description: 'Male.' },
    OTHER: { description: 'Another one.' },
    UNKNOWN: { description: 'Not told.' },
  },
});

export const Source = {
  MANUAL: 'manual',
  IMPORT: 'import',
  API: 'api',
  MINI_PROGRAM: 'mini_program',
  DEMO: 'demo',
} as const satisfies Record<Uppercase<MemberSource>, MemberSource>;
registerEnumType(Source, {
  name: 'Source',
  description: 'Where a record came from first.',
  valuesConfig: {
    MANUAL: { description: 'An operator entered it.' },
    IMPORT: { description: 'A file.' },
    API: { description: 'An integration.' },
    MINI_PROGRAM: { description: 'The members’ mini program.' },
    DEMO: { description: 'The demo data.' },
  },
});

export const IdentityKind = {
  EXTERNAL_ID: 'external_id',
  PHONE: 'phone',
  EMAIL: 'email',
  OPENID: 'openid',
  UNIONID: 'unionid',
  DEVICE: 'device',
} as const satisfies Record<Uppercase<IdentityKindName>, IdentityKindName>;
registerEnumType(IdentityKind, {
  name: 'IdentityKind',
  description: 'What kind of handle it is.',
  valuesConfig: {
    EXTERNAL_ID: { description: 'Number in another system; its namespace names the system.' },
    PHONE: { description: 'Phone number, E.164. Personal data.' },
    EMAIL: { description: 'E-mail address, in lower case. Personal data.' },
    OPENID: { description: 'WeChat openid; its namespace is the app id.' },
    UNIONID: { description: 'WeChat unionid; its namespace, if any, is the open platform account.' },
    DEVICE: { description: 'A device.' },
  },
});

export const ConsentPurpose = {
  MEMBERSHIP: 'membership',
  MARKETING_SMS: 'marketing_sms',
  MARKETING_EMAIL: 'marketing_email',
  MARKETING_WECHAT: 'marketing_wechat',
  PERSONALISATION: 'personalisation',
  SHARING: 'sharing',
  SENSITIVE_DATA: 'sensitive_data',
} as const satisfies Record<Uppercase<ConsentPurposeName>, ConsentPurposeName>;
registerEnumType(ConsentPurpose, {
  name: 'ConsentPurpose',
  description: 'What a member is asked to allow; each by itself.',
  valuesConfig: {
    MEMBERSHIP: { description: 'Keeping their data for the membership.' },
    MARKETING_SMS: { description: 'Advertising by SMS.' },
    MARKETING_EMAIL: { description: 'Advertising by e-mail.' },
    MARKETING_WECHAT: { description: 'Advertising on WeChat.' },
    PERSONALISATION: { description: 'Offers made from their own data by automated decision.' },
    SHARING: { description: 'Handing their data to another party.' },
    SENSITIVE_DATA: { description: 'Use of sensitive data.' },
  },
});
