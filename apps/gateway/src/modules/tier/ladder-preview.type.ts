import { encodeId } from '@kolony/domain/foundation/ids';
import { formatMinor } from '@kolony/domain/foundation/money';
import type { LadderPreview } from '@kolony/domain/tier/ladder.preview.rules';
import type {
  Ladder,
  GrowthPeriod as PeriodName,
  DowngradePolicy as PolicyName,
  Tier,
} from '@kolony/domain/tier/tier.rules';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AtMost, Column, Computed, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { Money } from '../../reading/money.ts';
import { BigInteger } from '../../server/scalars.ts';
import { Job } from '../job/job.type.ts';
import { Operator } from '../operator/operator.type.ts';
import { EventGrowth, LadderTier, ladderWords, weightsOf } from './ladder.type.ts';
import { DowngradePolicy, GrowthPeriod } from './tier.type.ts';

const LadderPreviewStatus = {
  RUNNING: 'running',
  DONE: 'done',
  OUTDATED: 'outdated',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
} as const;
type StatusName = (typeof LadderPreviewStatus)[keyof typeof LadderPreviewStatus];
registerEnumType(LadderPreviewStatus, {
  name: 'TierLadderPreviewStatus',
  description: 'How far a preview is.',
  valuesConfig: {
    RUNNING: { description: 'Members are counted, or are about to be.' },
    DONE: { description: 'All are counted: there is a result.' },
    OUTDATED: {
      description:
        'The ladder has been changed since. A result that there was tells of the one before; where there was none, none comes.',
    },
    CANCELLED: { description: 'Its job was cancelled before all were counted.' },
    FAILED: { description: 'Its job has failed.' },
  },
});

@ObjectType({ description: 'Members who would go from one tier to another, or stay.' })
class LadderMove {
  @Field(() => LadderTier, { nullable: true, description: 'Where they are; null of who has no tier yet.' })
  from!: LadderTier | null;

  @Field(() => LadderTier, { description: 'Where they would be.' })
  to!: LadderTier;

  @Field(() => Int, { description: 'How many.' })
  memberCount!: number;

  @Field(() => Int, {
    description: 'How many of them would have too little growth value for it, and go down after the grace.',
  })
  fallingCount!: number;

  @Field(() => [ID], {
    description:
      'The ids of up to three members who would go somewhere else, the highest growth value first.',
  })
  exampleIds!: string[];
}

@ObjectType({
  description: 'What a ladder would do to the members of the brand, if it held from the day of asking on.',
})
class TierLadderPreviewResult {
  @Field(() => Int, { description: 'All members.' })
  memberCount!: number;

  @Field(() => Int, { description: 'How many would go up.' })
  upCount!: number;

  @Field(() => Int, { description: 'How many would go down at once.' })
  downCount!: number;

  @Field(() => Int, { description: 'How many would be too high, and go down after the grace.' })
  fallingCount!: number;

  @Field(() => [LadderMove], { description: 'From where to where.' })
  @AtMost(900)
  moves!: LadderMove[];

  @Field(() => Money, { description: 'What the benefits of all members cost in a year, as they are now.' })
  benefitCostNow!: Money;

  @Field(() => Money, { description: 'What they would cost.' })
  benefitCostThen!: Money;

  @Field(() => BigInteger, {
    description:
      'Points a year that multipliers of tiers would give more, by what base rules gave for orders of the last 12 months; fewer if negative.',
  })
  points!: number;

  @Field(() => Money, { description: 'What those are worth by the programme.' })
  pointsCost!: Money;
}

@ObjectType({ description: 'A ladder that isn’t there, or not yet.' })
class TierLadderDraft {
  @Field(() => Int, { description: ladderWords.perUnit })
  perUnit!: number;

  @Field(() => Int, { description: ladderWords.perOrder })
  perOrder!: number;

  @Field(() => [EventGrowth], { description: ladderWords.perEvent })
  perEvent!: EventGrowth[];

  @Field(() => GrowthPeriod, { description: ladderWords.period })
  period!: PeriodName;

  @Field(() => DowngradePolicy, { description: ladderWords.policy })
  policy!: PolicyName;

  @Field(() => Int, { description: ladderWords.graceDays })
  graceDays!: number;

  @Field(() => Int, { description: ladderWords.warningDays })
  warningDays!: number;

  @Field(() => [LadderTier], { description: 'Its tiers, from the lowest.' })
  @AtMost(20)
  tiers!: LadderTier[];
}

@Stored({
  name: 'TierLadderPreview',
  table: 'tier_ladder_preview',
  allow: 'PROGRAMME_UPDATE',
  description:
    'What a change of the ladder would do to the members, counted by a job; nothing of it is made. Kept for a day, and until the same operator asks for another.',
})
export class TierLadderPreview {
  @Column(
    (row) =>
      `(case when ${row}.version <> coalesce((select l.version from tier_ladder l where l.brand_id = ${row}.brand_id), 0) then 'outdated'
        when ${row}.result is not null then 'done'
        else coalesce((select case when j.status in ('cancelled') then 'cancelled' when j.status in ('dead', 'completed') then 'failed' else 'running' end
          from job j where j.brand_id = ${row}.brand_id and j.id = ${row}.job_id), 'failed') end)`,
    () => LadderPreviewStatus,
    'How far it is.',
  )
  status!: StatusName;

  @Column('version', () => Int, 'The version of the ladder that it is based on; 0 where there was none.')
  version!: number;

  @Computed(
    { ladder: 'ladder' },
    ({ ladder }) => (isDraft(ladder) ? draftOf(ladder) : null),
    () => TierLadderDraft,
    'The ladder that was asked about.',
  )
  ladder!: TierLadderDraft;

  @Computed(
    { before: 'before' },
    ({ before }) => (isDraft(before) ? draftOf(before) : null),
    () => TierLadderDraft,
    'The ladder that it is based on; null where there was none.',
    { nullable: true },
  )
  base!: TierLadderDraft | null;

  @Column('at_once', () => Boolean, 'Whether who is too high by it would go down at once.')
  atOnce!: boolean;

  @Computed(
    { result: 'result' },
    ({ result }) => (isResult(result) ? resultOf(result) : null),
    () => TierLadderPreviewResult,
    'What came of it; null until all members are counted.',
    { nullable: true },
  )
  result!: TierLadderPreviewResult | null;

  @One(
    () => Job,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.job_id`,
    'The job that counts.',
    { nullable: true },
  )
  job!: object | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.operator_id`,
    'Who asked for it; null when nobody did.',
    { nullable: true },
  )
  operator!: object | null;

  @Timestamp('created_at', 'When it was asked for (UTC): orders until then are sure to be in it.')
  createdAt!: Date;

  @Timestamp('finished_at', 'When all members were counted (UTC).', { nullable: true })
  finishedAt!: Date | null;
}

const isObject = (raw: unknown): raw is object => typeof raw === 'object' && raw !== null;
const isResult = (raw: unknown): raw is LadderPreview => isObject(raw) && 'moves' in raw;
const isDraft = (raw: unknown): raw is Ladder & { tiers: (Tier & { isNew?: boolean })[] } =>
  isObject(raw) && 'tiers' in raw;

/** As it was asked for: what would be new has no id. */
function tierOf({ id, isNew, name, color, threshold }: Tier & { isNew?: boolean }): LadderTier {
  return { id: isNew ? null : encodeId('Tier', id), name, color, threshold };
}

function draftOf(raw: Ladder): TierLadderDraft {
  const { perEvent, tiers, ...terms } = raw;
  return { ...terms, perEvent: weightsOf(perEvent), tiers: tiers.map(tierOf) };
}

function resultOf(preview: LadderPreview): TierLadderPreviewResult {
  const money = (minor: number) => ({
    amount: formatMinor(minor, preview.currency),
    currency: preview.currency,
  });
  return {
    memberCount: preview.members,
    upCount: preview.up,
    downCount: preview.down,
    fallingCount: preview.falling,
    moves: preview.moves.map(({ from, to, members, falling, examples }) => ({
      from: from && tierOf(from),
      to: tierOf(to),
      memberCount: members,
      fallingCount: falling,
      exampleIds: examples.map((id) => encodeId('Member', id)),
    })),
    benefitCostNow: money(preview.benefitCostNowMinor),
    benefitCostThen: money(preview.benefitCostThenMinor),
    points: preview.points,
    pointsCost: money(preview.pointsCostMinor),
  };
}
