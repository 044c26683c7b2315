import { encodeId } from '@kolony/domain/foundation/ids';
import type { ConsentPurpose as ConsentPurposeName } from '@kolony/domain/member/consent.rules';
import type { IdentityKind as IdentityKindName } from '@kolony/domain/member/identity.rules';
import { ID } from 'type-graphql';
import { Column, Computed, OwnSealed, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { CurrencyCode } from '../../server/scalars.ts';
import { ConsentPurpose, IdentityKind } from '../member/member.enums.ts';

@Stored({
  name: 'MyBrand',
  table: 'brand',
  allow: 'MEMBER_SELF',
  description: 'The brand whose member one is, as it shows itself.',
})
export class MyBrand {
  @Column('name', () => String, 'Its name.')
  name!: string;

  @Column(
    'logo_url',
    () => String,
    'Its logo: an https address, or the picture itself as a `data:` URL of at most 200 kB.',
    { nullable: true },
  )
  logoUrl!: string | null;

  @Column('primary_color', () => String, 'Its main colour, `#rrggbb`.', { nullable: true })
  primaryColor!: string | null;

  @Column('secondary_color', () => String, 'Its second colour, `#rrggbb`.', { nullable: true })
  secondaryColor!: string | null;

  @Column('currency', () => CurrencyCode, 'The currency of its amounts.')
  currency!: string;

  @Column('time_zone', () => String, 'The time zone of its dates, `Asia/Shanghai`.')
  timeZone!: string;
}

@Stored({
  name: 'MyIdentity',
  table: 'member_identity',
  allow: 'MEMBER_SELF',
  description: 'A handle by which the brand knows one.',
})
export class MyIdentity {
  @Column('id', () => ID, 'Its id.', { decode: (id) => encodeId('MemberIdentity', String(id)) })
  id!: string;

  @Column('kind', () => IdentityKind, 'What kind of handle.')
  kind!: IdentityKindName;

  @Column('namespace', () => String, 'Where it is unique; empty when there is but one place.')
  namespace!: string;

  @OwnSealed(
    'member_identity.value_sealed',
    'The handle itself. Null only beside an error: when it cannot be opened.',
    { plain: 'value' },
  )
  value!: string | null;

  @Timestamp('verified_at', 'When it was proved to be one’s own (UTC); null when it never was.', {
    nullable: true,
  })
  verifiedAt!: Date | null;
}

@Stored({
  name: 'MyConsent',
  table: 'member_consent',
  allow: 'MEMBER_SELF',
  description:
    'That one granted or withdrew a consent. Never changed: the latest of a purpose is what holds.',
})
export class MyConsent {
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

export const myConsentList = defineList({
  name: 'MyConsent',
  type: () => MyConsent,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
});

@Stored({
  name: 'MemberDevice',
  table: 'member_device',
  allow: 'MEMBER_SELF',
  description: 'A place where a member is signed in. Each sees their own only.',
})
export class MemberDevice {
  @Column('name', () => String, 'What it called itself, at most 100 characters.')
  name!: string;

  @Column('ip', () => String, 'The address that it was last seen from.', { nullable: true })
  ip!: string | null;

  @Timestamp('signed_in_at', 'When one signed in there (UTC).')
  signedInAt!: Date;

  @Timestamp('last_seen_at', 'When it was used last (UTC), to within a quarter of an hour.')
  lastSeenAt!: Date;

  @Timestamp('expires_at', 'When the sign-in ends unless it is used before (UTC).')
  expiresAt!: Date;

  @Computed(
    { id: 'id' },
    ({ id }, _args, { scope }) => id === scope.sessionId,
    () => Boolean,
    'Whether it is the one of this request.',
  )
  current!: boolean;
}
