import { encodeId } from '@kolony/domain/foundation/ids';
import type { MemberEventKind as KindName } from '@kolony/domain/member-event/member-event.rules';
import type {
  GrowthPeriod as PeriodName,
  DowngradePolicy as PolicyName,
} from '@kolony/domain/tier/tier.rules';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Computed, Many, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { BigInteger } from '../../server/scalars.ts';
import { Job } from '../job/job.type.ts';
import { MemberEventKind } from '../member-event/member-event.type.ts';
import { Operator } from '../operator/operator.type.ts';
import { DowngradePolicy, GrowthPeriod, Tier } from './tier.type.ts';

/** What is said of the terms of a ladder, where they are read and where they are sent. */
export const ladderWords = {
  perUnit:
    'Growth value for what was spent less refunds, in hundredths for each whole unit of the currency: 100 is one for each. Rounded down once, over all of the period. 0 to 1,000,000.',
  perOrder: 'Growth value for each order that counts and wasn’t wholly refunded, 0 to 1,000,000.',
  perEvent: 'Growth value for each event, by its kind; none for those that aren’t named.',
  period: 'Of which time.',
  policy: 'What becomes of who has too little of it.',
  graceDays:
    'Days after falling below the threshold for which the tier is kept, 0 to 365; 1 at least with ONE_STEP.',
  warningDays: 'Days before the end of a tier on which its member is told, 0 to 365; 0: not at all.',
} as const;

const LadderChangeStatus = {
  RUNNING: 'running',
  DONE: 'done',
  UNDOING: 'undoing',
  UNDONE: 'undone',
} as const;
type StatusName = (typeof LadderChangeStatus)[keyof typeof LadderChangeStatus];
registerEnumType(LadderChangeStatus, {
  name: 'TierLadderChangeStatus',
  description: 'How far a change of the ladder is.',
  valuesConfig: {
    RUNNING: { description: 'The ladder holds; members are led over to it.' },
    DONE: { description: 'All members are led over.' },
    UNDOING: { description: 'The ladder from before holds again; members are led back.' },
    UNDONE: { description: 'All members are led back.' },
  },
});

@ObjectType({ description: 'The growth value that an event gives.' })
export class EventGrowth {
  @Field(() => MemberEventKind, { description: 'Which kind.' })
  event!: KindName;

  @Field(() => Int, { description: 'How much each of them gives.' })
  growth!: number;
}

@Stored({
  name: 'TierLadderChange',
  table: 'tier_ladder_change',
  allow: 'MEMBER_READ',
  description: 'A change of the ladder, and how its members were led over.',
})
export class TierLadderChange {
  @Column('status', () => LadderChangeStatus, 'How far it is.')
  status!: StatusName;

  @Column('at_once', () => Boolean, 'Whether who was too high by it went down at once.')
  atOnce!: boolean;

  @Column('moved_up', () => Int, 'How many members it has moved up.')
  movedUp!: number;

  @Column('moved_down', () => Int, 'How many it has moved down.')
  movedDown!: number;

  @Column(
    (row) =>
      `(${row}.status <> 'undone' and not exists (select from tier_ladder_change l where l.brand_id = ${row}.brand_id and (l.created_at, l.id) > (${row}.created_at, ${row}.id)))`,
    () => Boolean,
    'Whether it is the last and can be rolled back, once no job is on its way: `tierLadderRollback`.',
  )
  canBeRolledBack!: boolean;

  @Computed(
    { before: 'before' },
    ({ before }) => tiersOf(before),
    () => [LadderTier],
    'The tiers from before it; empty when there were none.',
  )
  tiersBefore!: LadderTier[];

  @Computed(
    { after: 'after' },
    ({ after }) => tiersOf(after),
    () => [LadderTier],
    'The tiers that it made.',
  )
  tiersAfter!: LadderTier[];

  @One(
    () => TierLadder,
    (row, other) => `${other}.brand_id = ${row}.brand_id`,
    'The ladder as it is by now; null once the first was rolled back.',
    { nullable: true },
  )
  ladder!: object | null;

  @One(
    () => Job,
    (row, other) => `${other}.id = ${row}.job_id`,
    'The job that leads members over, or back; null when it is long gone.',
    { nullable: true },
  )
  job!: object | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.operator_id`,
    'Who made it; null when nobody did.',
    { nullable: true },
  )
  operator!: object | null;

  @Timestamp('created_at', 'When (UTC).')
  createdAt!: Date;

  @Timestamp('finished_at', 'When all members were through (UTC).', { nullable: true })
  finishedAt!: Date | null;
}

@ObjectType({ description: 'A tier as it was, or would be, on a ladder.' })
export class LadderTier {
  @Field(() => ID, {
    nullable: true,
    description: 'Its id; null of one that would be new.',
  })
  id!: string | null;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'Its colour.' })
  color!: string;

  @Field(() => BigInteger, { description: 'Its threshold in growth value.' })
  threshold!: number;
}

function tiersOf(raw: unknown): LadderTier[] {
  if (typeof raw !== 'object' || raw === null || !('tiers' in raw) || !Array.isArray(raw.tiers)) return [];
  return raw.tiers.map(({ id, name, color, threshold }: LadderTier) => ({
    id: id && encodeId('Tier', id),
    name,
    color,
    threshold,
  }));
}

export const ladderChangeList = defineList({
  name: 'TierLadderChange',
  type: () => TierLadderChange,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
});

@Stored({
  name: 'TierLadder',
  table: 'tier_ladder',
  allow: 'MEMBER_READ',
  description: 'The tiers of the brand, and what decides who is in which.',
})
export class TierLadder {
  @Column('version', () => Int, 'Goes up by one with every change; a change names it.')
  version!: number;

  @Column('per_unit', () => Int, ladderWords.perUnit)
  perUnit!: number;

  @Column('per_order', () => Int, ladderWords.perOrder)
  perOrder!: number;

  @Computed(
    { weights: 'per_event' },
    ({ weights }) => weightsOf(weights),
    () => [EventGrowth],
    ladderWords.perEvent,
  )
  perEvent!: EventGrowth[];

  @Column('period', () => GrowthPeriod, ladderWords.period)
  period!: PeriodName;

  @Column('policy', () => DowngradePolicy, ladderWords.policy)
  policy!: PolicyName;

  @Column('grace_days', () => Int, ladderWords.graceDays)
  graceDays!: number;

  @Column('warning_days', () => Int, ladderWords.warningDays)
  warningDays!: number;

  @Many(
    () => Tier,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.rank is not null`,
    (other) => `${other}.rank`,
    'Its tiers, from the lowest.',
  )
  tiers!: object[];

  @One(
    () => TierLadderChange,
    (row, other) =>
      `${other}.brand_id = ${row}.brand_id and ${other}.id = (select l.id from tier_ladder_change l where l.brand_id = ${row}.brand_id order by l.created_at desc, l.id desc limit 1)`,
    'The last change; null when nobody has made one.',
    { nullable: true },
  )
  lastChange!: object | null;

  @Timestamp('updated_at', 'When it was changed last (UTC).')
  updatedAt!: Date;
}

/** Weights as they are stored, by the name of the event. */
export function weightsOf(raw: unknown): EventGrowth[] {
  return Object.entries(raw ?? {}).flatMap(([name, growth]) => {
    const event = Object.values(MemberEventKind).find((kind) => kind === name);
    return event ? [{ event, growth: Number(growth) }] : [];
  });
}
