import { maskAddress, maskName } from '@kolony/domain/member/masking.rules';
import type { Gender as GenderName, MemberSource } from '@kolony/domain/member/member.rules';
import type { Stage } from '@kolony/domain/stage/stage.rules';
import { Int } from 'type-graphql';
import { Amount, Column, Connected, Many, One, Sealed, Stored, Timestamp } from '../../reading/decorators.ts';
import type { Money } from '../../reading/money.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { auditEventList } from '../audit/audit.type.ts';
import { badgeAwardList } from '../badge/badge.type.ts';
import { couponList } from '../coupon/coupon.type.ts';
import { memberEventList } from '../member-event/member-event.type.ts';
import { orderList } from '../order/order.list.ts';
import { PointsWallet } from '../points/points-wallet.type.ts';
import { MemberRfm } from '../standing/rfm.type.ts';
import { LifecycleStage, stageChangeList } from '../standing/stage.type.ts';
import { benefitUseList } from '../tier/benefit.type.ts';
import { MemberTier, tierChangeList } from '../tier/tier.type.ts';
import { MemberIdentity } from './identity.type.ts';
import { Gender, Source } from './member.enums.ts';
import { MemberConsent, memberConsentList, memberNoteList, Tag } from './member-record.type.ts';
import { MemberMerge } from './merge.type.ts';

const ofStanding = (column: string) => (row: string) =>
  `(select s.${column} from member_standing s where s.brand_id = ${row}.brand_id and s.member_id = ${row}.id)`;

const ofMember = (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.member_id = ${row}.id`;

@Stored({
  name: 'Member',
  table: 'member',
  allow: 'MEMBER_READ',
  description: 'A consumer in the brand’s membership.',
})
export class Member {
  @Column('version', () => Int, 'Goes up by one with every change of the profile; an update names it.')
  version!: number;

  @Column('display_name', () => String, 'What they are called: a nickname.', { nullable: true })
  displayName!: string | null;

  @Sealed(
    'member.real_name_sealed',
    maskName,
    'The real name, masked (`王**`, `B**** S****`) unless revealed.',
  )
  realName!: string | null;

  @Sealed('member.address_sealed', maskAddress, 'The address, masked (`上海市***`) unless revealed.')
  address!: string | null;

  @Column('gender', () => Gender, 'Gender.')
  gender!: GenderName;

  @Column('birthday', () => CalendarDate, 'Day of birth.', { nullable: true })
  birthday!: string | null;

  @Column('province', () => String, 'Province.', { nullable: true })
  province!: string | null;

  @Column('city', () => String, 'City.', { nullable: true })
  city!: string | null;

  @Column('interests', () => [String], 'What they like; at most 50.')
  interests!: string[];

  @Column('source', () => Source, 'Where they came from first.')
  source!: MemberSource;

  @Timestamp('joined_at', 'When they joined (UTC): as told, or with their first order.')
  joinedAt!: Date;

  @Column('order_count', () => Int, 'How many orders were paid; cancelled ones don’t count.')
  orderCount!: number;

  @Amount('spent_minor', 'What those orders came to, less refunds.')
  spent!: Money;

  @Amount(
    (row) =>
      `case when ${row}.order_count > 0 then round(${row}.spent_minor::numeric / ${row}.order_count)::bigint end`,
    'Spent per order, rounded; null without orders.',
    { nullable: true },
  )
  averageOrder!: Money | null;

  @Timestamp('first_order_at', 'When the first of them was placed (UTC).', { nullable: true })
  firstOrderAt!: Date | null;

  @Timestamp('last_order_at', 'When the last of them was placed (UTC).', { nullable: true })
  lastOrderAt!: Date | null;

  @One(
    () => MemberRfm,
    (row, other) => `${ofMember(row, other)} and ${other}.cell is not null`,
    'How lately, how often and for how much they ordered, as scores; null without paid orders, of the merged and of who closed the account.',
    { nullable: true },
  )
  rfm!: MemberRfm | null;

  @Column(
    ofStanding('stage'),
    () => LifecycleStage,
    'How long they have been here and how lately active; null of the merged, of who closed the account, and for a minute or two of who has just come.',
    { nullable: true },
  )
  lifecycleStage!: Stage | null;

  @Timestamp(ofStanding('stage_since'), 'Since when they are in that stage (UTC).', { nullable: true })
  lifecycleStageSince!: Date | null;

  @Connected(() => stageChangeList, ofMember, 'Every change of their lifecycle stage, the latest first.')
  stageHistory!: object;

  @One(
    () => MemberTier,
    ofMember,
    'Where they stand on the ladder; null without one, of the merged, of who closed the account, and for a minute or two of who has just come.',
    { nullable: true },
  )
  tier!: object | null;

  @Connected(() => tierChangeList, ofMember, 'What happened to their tier, the latest first.')
  tierHistory!: object;

  @Connected(() => benefitUseList, ofMember, 'The benefits that they have had, the latest first.')
  benefitUses!: object;

  @Timestamp('created_at', 'When the record was made (UTC).')
  createdAt!: Date;

  @Timestamp(
    'closed_at',
    'When they closed their account (UTC): nothing that tells who they were is left. Null for who has one.',
    { nullable: true },
  )
  closedAt!: Date | null;

  @Timestamp('updated_at', 'When the profile was last changed (UTC).')
  updatedAt!: Date;

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.merged_into`,
    'The member they were merged into; null for those who live on.',
    { nullable: true },
  )
  mergedInto!: object | null;

  @Many(
    () => MemberIdentity,
    ofMember,
    (other) => `${other}.kind, ${other}.created_at, ${other}.id`,
    'Their handles, by kind.',
  )
  identities!: object[];

  @Many(
    () => Tag,
    (row, other) =>
      `${other}.brand_id = ${row}.brand_id and exists (select from member_tag mt where mt.brand_id = ${row}.brand_id and mt.member_id = ${row}.id and mt.tag_id = ${other}.id)`,
    (other) => `${other}.name`,
    'Their tags, by name.',
  )
  tags!: object[];

  @Connected(() => memberNoteList, ofMember, 'Notes about them, the latest first.')
  notes!: object;

  @Many(
    () => MemberConsent,
    (row, other) =>
      `${ofMember(row, other)} and not exists (select from member_consent c where c.brand_id = ${other}.brand_id and c.member_id = ${other}.member_id and c.purpose = ${other}.purpose and (c.at, c.id) > (${other}.at, ${other}.id))`,
    (other) => `${other}.purpose`,
    'What holds now: the latest of each purpose that they were ever asked about.',
  )
  consents!: object[];

  @Connected(() => memberConsentList, ofMember, 'Every grant and withdrawal, the latest first.')
  consentHistory!: object;

  @Connected(() => orderList, ofMember, 'Their orders.', 'ORDER_READ')
  orders!: object;

  @Connected(
    () => memberEventList,
    ofMember,
    'What they did other than ordering, and what came to pass with them, the latest first.',
  )
  events!: object;

  @Connected(
    () => badgeAwardList,
    (row, other) => `${ofMember(row, other)} and ${other}.revoked_at is null`,
    'The badges that they have, the latest first; those that were taken away are in `badgeAwards`.',
  )
  badges!: object;

  @Column(
    (row) =>
      `not exists (select from leaderboard_opt_out o where o.brand_id = ${row}.brand_id and o.member_id = ${row}.id)`,
    () => Boolean,
    'Whether they may be shown on leaderboards.',
  )
  onLeaderboards!: boolean;

  @One(
    () => PointsWallet,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.id`,
    'Their points.',
  )
  points!: object;

  @Connected(() => couponList, ofMember, 'Their coupons, the latest first.', 'POINTS_READ')
  coupons!: object;

  @Connected(
    () => auditEventList,
    (row, other) => `${other}.id in (select kolony.audit_events_about(${row}.id))`,
    'What happened to them and to their orders, the latest first.',
  )
  timeline!: object;

  @Many(
    () => MemberMerge,
    (row, other) =>
      `${other}.brand_id = ${row}.brand_id and ${row}.id in (${other}.kept_id, ${other}.merged_id)`,
    (other) => `${other}.merged_at desc, ${other}.id desc`,
    'Merges in which they were kept or merged, the latest first.',
  )
  merges!: object[];
}
