import type {
  GrowthPeriod,
  LadderDraftFragment,
  LadderWholeFragment,
  MemberEventKind,
  TierDowngradePolicy,
  TierLadderChangeInput,
} from '../../gql/graphql.ts';

export type Ladder = LadderWholeFragment;
/** A ladder that isn’t there, or not any more. */
export type LadderDraft = LadderDraftFragment;

export const periods = ['ROLLING_YEAR', 'CALENDAR_YEAR', 'LIFETIME'] as const satisfies GrowthPeriod[];
export const policies = ['NEVER', 'ONE_STEP', 'BY_BALANCE'] as const satisfies TierDowngradePolicy[];
export const events = [
  'SIGN_UP',
  'PROFILE_COMPLETED',
  'BIRTHDAY',
  'CHECK_IN',
  'REVIEW',
  'SHARE',
  'REFERRAL',
] as const satisfies MemberEventKind[];

/** What shows tiers, and is asked for anew when something of them has changed. */
export const showsTiers = [
  'TierLadder',
  'TierChanges',
  'TiersEnding',
  'TierNames',
  'Benefits',
  'MemberTier',
  'MemberGlance',
  'Members',
  'RunningJobs',
];

/** A ladder as it is sent. */
export type LadderContent = Omit<TierLadderChangeInput, 'version'>;
