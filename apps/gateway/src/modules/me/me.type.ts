import { encodeId } from '@kolony/domain/foundation/ids';
import type { Gender as GenderName } from '@kolony/domain/member/member.rules';
import { ID, Int } from 'type-graphql';
import {
  Amount,
  Column,
  Connected,
  Many,
  One,
  OwnSealed,
  Stored,
  Timestamp,
} from '../../reading/decorators.ts';
import type { Money } from '../../reading/money.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { Gender } from '../member/member.enums.ts';
import { MyBadge } from './my-badge.type.ts';
import { myCouponList } from './my-coupon.type.ts';
import { myOrderList } from './my-order.type.ts';
import { MyPoints } from './my-points.type.ts';
import { MemberDevice, MyBrand, MyConsent, MyIdentity, myConsentList } from './my-record.type.ts';
import { myRedemptionList, myRewardList } from './my-reward.type.ts';
import { MyTier, MyTierLevel, myTierChangeList } from './my-tier.type.ts';

const mine = (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.member_id = ${row}.id`;

@Stored({
  name: 'Me',
  table: 'member',
  allow: 'MEMBER_SELF',
  description: 'The member who is signed in, as they see themselves: their own data, whole.',
})
export class Me {
  @Column('id', () => ID, 'The id.', { decode: (id) => encodeId('Member', String(id)) })
  id!: string;

  @Column('version', () => Int, 'Goes up by one with every change of the profile.')
  version!: number;

  @One(
    () => MyBrand,
    (row, other) => `${other}.id = ${row}.brand_id`,
    'The brand whose member one is.',
  )
  brand!: MyBrand;

  @Column('display_name', () => String, 'What one is called: a nickname.', { nullable: true })
  displayName!: string | null;

  @OwnSealed('member.real_name_sealed', 'The real name.')
  realName!: string | null;

  @OwnSealed('member.address_sealed', 'The address.')
  address!: string | null;

  @Column('gender', () => Gender, 'Gender.')
  gender!: GenderName;

  @Column('birthday', () => CalendarDate, 'Day of birth.', { nullable: true })
  birthday!: string | null;

  @Column('province', () => String, 'Province.', { nullable: true })
  province!: string | null;

  @Column('city', () => String, 'City.', { nullable: true })
  city!: string | null;

  @Column('interests', () => [String], 'What one likes; at most 50.')
  interests!: string[];

  @Timestamp('joined_at', 'When one joined (UTC).')
  joinedAt!: Date;

  @Column('order_count', () => Int, 'How many orders were paid; cancelled ones don’t count.')
  orderCount!: number;

  @Amount('spent_minor', 'What those orders came to, less refunds.')
  spent!: Money;

  @Many(
    () => MyIdentity,
    mine,
    (other) => `${other}.kind, ${other}.created_at, ${other}.id`,
    'The handles by which the brand knows one, by kind.',
  )
  identities!: object[];

  @Many(
    () => MyConsent,
    (row, other) =>
      `${mine(row, other)} and not exists (select from member_consent c where c.brand_id = ${other}.brand_id and c.member_id = ${other}.member_id and c.purpose = ${other}.purpose and (c.at, c.id) > (${other}.at, ${other}.id))`,
    (other) => `${other}.purpose`,
    'What holds now: the latest of each purpose that one was ever asked about.',
  )
  consents!: object[];

  @Connected(() => myConsentList, mine, 'Every grant and withdrawal, the latest first.')
  consentHistory!: object;

  @One(
    () => MyPoints,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.id`,
    'One’s points.',
  )
  points!: object;

  @One(
    () => MyTier,
    mine,
    'Where one stands on the ladder; null where the brand has none, and for a minute or two after joining.',
    { nullable: true },
  )
  tier!: object | null;

  @Many(
    () => MyTierLevel,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.rank is not null`,
    (other) => `${other}.rank`,
    'The tiers of the brand, from the lowest, with what they grant.',
  )
  tiers!: object[];

  @Connected(() => myTierChangeList, mine, 'What happened to one’s tier, warnings too, the latest first.')
  tierHistory!: object;

  @Connected(
    () => myRewardList,
    (row, other) =>
      `${other}.brand_id = ${row}.brand_id and ${other}.active and (${other}.starts_at is null or ${other}.starts_at <= now()) and (${other}.ends_at is null or ${other}.ends_at > now())`,
    'What one can have for points now, the newest first: `meRewardRedeem`.',
  )
  rewards!: object;

  @Connected(() => myRedemptionList, mine, 'Rewards that one has taken, the latest first.')
  redemptions!: object;

  @Many(
    () => MyBadge,
    (row, other) => `${other}.brand_id = ${row}.brand_id`,
    (other) => `${other}.name`,
    'What one can earn, and what one has, by name.',
  )
  badges!: object[];

  @Column(
    (row) =>
      `not exists (select from leaderboard_opt_out o where o.brand_id = ${row}.brand_id and o.member_id = ${row}.id)`,
    () => Boolean,
    'Whether one may be shown on leaderboards: `meLeaderboardsSet`.',
  )
  onLeaderboards!: boolean;

  @Connected(() => myCouponList, mine, 'One’s coupons: `meCouponQuote`, `meCouponRedeem`.')
  coupons!: object;

  @Connected(() => myOrderList, mine, 'One’s orders, the latest first.')
  orders!: object;

  @Many(
    () => MemberDevice,
    mine,
    (other) => `${other}.last_seen_at desc, ${other}.id desc`,
    'Where one is signed in, the latest used first.',
  )
  devices!: object[];
}
