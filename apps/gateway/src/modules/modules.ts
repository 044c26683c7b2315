import type { GraphQLSchema } from 'graphql';
import { createSchema, type Modules } from '../server/schema.ts';
import { AuditResolver } from './audit/audit.resolver.ts';
import { BadgeResolver } from './badge/badge.resolver.ts';
import { BirthdayResolver } from './birthday/birthday.resolver.ts';
import { BrandResolver } from './brand/brand.resolver.ts';
import { SeatResolver } from './brand/seat.resolver.ts';
import { CouponResolver } from './coupon/coupon.resolver.ts';
import { CouponTemplateResolver } from './coupon/coupon-template.resolver.ts';
import { EarningResolver } from './earning/earning.resolver.ts';
import { ImportResolver } from './import/import.resolver.ts';
import { InstallationResolver } from './installation/installation.resolver.ts';
import { JobResolver } from './job/job.resolver.ts';
import { JobLiveResolver } from './job/job-live.resolver.ts';
import { LeaderboardResolver } from './leaderboard/leaderboard.resolver.ts';
import { MeResolver } from './me/me.resolver.ts';
import { MemberSignInResolver } from './me/member-sign-in.resolver.ts';
import { MyCouponResolver } from './me/my-coupon.resolver.ts';
import { MyRewardResolver } from './me/my-reward.resolver.ts';
import { MemberResolver } from './member/member.resolver.ts';
import { MemberBulkResolver } from './member/member-bulk.resolver.ts';
import { MemberRecordResolver } from './member/member-record.resolver.ts';
import { MergeResolver } from './member/merge.resolver.ts';
import { MemberClientResolver } from './member-client/member-client.resolver.ts';
import { MemberEventResolver } from './member-event/member-event.resolver.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { NotificationResolver } from './notification/notification.resolver.ts';
import { NotificationLiveResolver } from './notification/notification-live.resolver.ts';
import { OperatorResolver, SessionRevokePayloadResolver } from './operator/operator.resolver.ts';
import { SecurityResolver } from './operator/security.resolver.ts';
import { SignInResolver } from './operator/sign-in.resolver.ts';
import { OrderResolver } from './order/order.resolver.ts';
import { OrderExportResolver } from './order/order-export.resolver.ts';
import { OverviewResolver } from './overview/overview.resolver.ts';
import { PointsResolver } from './points/points.resolver.ts';
import { PointsProgrammeResolver } from './points/programme.resolver.ts';
import { RewardResolver } from './reward/reward.resolver.ts';
import { StandingResolver } from './standing/standing.resolver.ts';
import { BenefitResolver } from './tier/benefit.resolver.ts';
import { TierResolver } from './tier/tier.resolver.ts';
import { ViewResolver } from './view/view.resolver.ts';

/** Every resolver of the API, by noun. */
const resolvers: Modules['resolvers'] = [
  NodeResolver,
  BrandResolver,
  SeatResolver,
  InstallationResolver,
  OperatorResolver,
  SessionRevokePayloadResolver,
  SecurityResolver,
  SignInResolver,
  ViewResolver,
  NotificationResolver,
  NotificationLiveResolver,
  JobResolver,
  JobLiveResolver,
  AuditResolver,
  MemberResolver,
  MemberRecordResolver,
  MemberBulkResolver,
  MergeResolver,
  MemberEventResolver,
  BirthdayResolver,
  BadgeResolver,
  LeaderboardResolver,
  MemberClientResolver,
  MemberSignInResolver,
  MeResolver,
  OrderResolver,
  OrderExportResolver,
  OverviewResolver,
  StandingResolver,
  TierResolver,
  BenefitResolver,
  PointsResolver,
  PointsProgrammeResolver,
  EarningResolver,
  RewardResolver,
  MyRewardResolver,
  CouponTemplateResolver,
  CouponResolver,
  MyCouponResolver,
  ImportResolver,
];

/** Stored types that are reached only through `node`: the schema must know them all the same. */
const nouns: Modules['nouns'] = [];

/** The schema of the API. */
export function createApiSchema(): GraphQLSchema {
  return createSchema({ resolvers, nouns });
}
