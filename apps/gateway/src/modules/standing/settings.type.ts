import { formatMinor } from '@kolony/domain/foundation/money';
import type { Locale } from '@kolony/domain/foundation/scope';
import type { StandingPreview as Preview } from '@kolony/domain/standing/standing.preview.service';
import type { ScoreMethod } from '@kolony/domain/standing/standing.settings.rules';
import type { BrandSettings } from '@kolony/domain/standing/standing.settings.store';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AtMost, ReadOne } from '../../reading/decorators.ts';
import { CurrencyCode, Decimal } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { Job } from '../job/job.type.ts';
import { StageCount } from './flow.type.ts';
import { groupIn, RfmGroup } from './rfm.type.ts';

const ScoreMethodEnum = { QUINTILE: 'quintile', THRESHOLD: 'threshold' } as const satisfies Record<
  Uppercase<ScoreMethod>,
  ScoreMethod
>;
registerEnumType(ScoreMethodEnum, {
  name: 'ScoreMethod',
  description: 'How scores are cut.',
  valuesConfig: {
    QUINTILE: {
      description:
        'By fifths of the members who ordered, anew with each calculation. Equal values get equal scores: the lowest of the fifths that they fill; a 3 where all are equal.',
    },
    THRESHOLD: { description: 'By cut points that the brand sets.' },
  },
});

const words = {
  recencyDays:
    'Days since the last order, four, ascending: at most the first is a 5, more than the last a 1. 0 to 36,500.',
  frequencyOrders:
    'Orders, four, ascending: fewer than the first is a 1, the last or more a 5. 1 to 1,000,000.',
  monetaryAmounts:
    'Amounts spent in the brand’s currency, four, ascending: less than the first is a 1, the last or more a 5.',
  newDays: 'Until so many days after the first activity a member is new: 0 to 3,650. The day of it is day 0.',
  growingDays:
    'Until so many days after the first activity growing, then mature: more than `newDays`, to 3,650.',
  dormantDays: 'After more than so many days without activity dormant: 1 to 3,650.',
} as const;

@ObjectType({ description: 'How a brand scores its members and tells their lifecycle stages.' })
export class StandingSettings {
  @Field(() => Int, { description: 'Goes up by one with every change; an update names it.' })
  version!: number;

  @Field(() => ScoreMethodEnum, { description: 'How scores are cut.' })
  method!: ScoreMethod;

  @Field(() => [Int], { description: words.recencyDays })
  recencyDays!: number[];

  @Field(() => [Int], { description: words.frequencyOrders })
  frequencyOrders!: number[];

  @Field(() => [Decimal], { description: words.monetaryAmounts })
  monetaryAmounts!: string[];

  @Field(() => CurrencyCode, { description: 'The brand’s currency.' })
  currency!: string;

  @Field(() => Int, { description: words.newDays })
  newDays!: number;

  @Field(() => Int, { description: words.growingDays })
  growingDays!: number;

  @Field(() => Int, { description: words.dormantDays })
  dormantDays!: number;
}

/** Settings as callers see them. */
export function settingsOf({ settings, version, currency }: BrandSettings): StandingSettings {
  const { monetaryMinor, ...rest } = settings;
  return {
    ...rest,
    version,
    currency,
    monetaryAmounts: monetaryMinor.map((minor) => formatMinor(minor, currency)),
  };
}

@InputType({ description: 'Settings to try. What is left out is as the brand has it.' })
export class StandingPreviewInput {
  @Field(() => ScoreMethodEnum, { nullable: true, description: 'How scores are cut.' })
  method?: ScoreMethod | null;

  @Field(() => [Int], { nullable: true, description: words.recencyDays })
  recencyDays?: number[] | null;

  @Field(() => [Int], { nullable: true, description: words.frequencyOrders })
  frequencyOrders?: number[] | null;

  @Field(() => [Decimal], { nullable: true, description: words.monetaryAmounts })
  monetaryAmounts?: string[] | null;

  @Field(() => Int, { nullable: true, description: words.newDays })
  newDays?: number | null;

  @Field(() => Int, { nullable: true, description: words.growingDays })
  growingDays?: number | null;

  @Field(() => Int, { nullable: true, description: words.dormantDays })
  dormantDays?: number | null;
}

@InputType({ description: 'Changes to the settings. What is left out stays.' })
export class StandingSettingsUpdateInput extends StandingPreviewInput {
  @Field(() => Int, { description: 'The version that the change is based on.' })
  version!: number;
}

@ObjectType({ description: 'The settings from now on, and the calculation that follows.' })
export class StandingSettingsPayload {
  @Field(() => StandingSettings, {
    nullable: true,
    description: 'The settings; null when they were refused.',
  })
  settings?: StandingSettings | null;

  @ReadOne(() => Job, 'The job that works out the standings of all members; null when it was refused.')
  job?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'How many members would get a score.' })
export class ScoreCount {
  @Field(() => Int, { description: 'The score, 1 to 5.' })
  score!: number;

  @Field(() => Int, { description: 'Members.' })
  memberCount!: number;
}

@ObjectType({ description: 'How many members would be in a group.' })
export class RfmGroupCount {
  @Field(() => RfmGroup, { description: 'The group.' })
  group!: RfmGroup;

  @Field(() => Int, { description: 'Members.' })
  memberCount!: number;
}

@ObjectType({ description: 'Where members would fall by some settings.' })
export class StandingPreview {
  @Field(() => Int, { description: 'All members.' })
  memberCount!: number;

  @Field(() => Int, { description: 'Those who would have scores: with a paid order.' })
  scoredCount!: number;

  @Field(() => [ScoreCount], { description: 'By recency, from 1 to 5.' })
  @AtMost(5)
  recency!: ScoreCount[];

  @Field(() => [ScoreCount], { description: 'By frequency, from 1 to 5.' })
  @AtMost(5)
  frequency!: ScoreCount[];

  @Field(() => [ScoreCount], { description: 'By monetary value, from 1 to 5.' })
  @AtMost(5)
  monetary!: ScoreCount[];

  @Field(() => [RfmGroupCount], { description: 'All groups, the best first.' })
  @AtMost(11)
  groups!: RfmGroupCount[];

  @Field(() => [StageCount], { description: 'All stages, in their order.' })
  @AtMost(4)
  stages!: StageCount[];
}

/** A preview as callers see it. */
export function previewOf(
  { members, scored, scores, groups, stages }: Preview,
  locale: Locale,
): StandingPreview {
  const counts = (counted: { score: number; members: number }[]) =>
    counted.map(({ score, members: memberCount }) => ({ score, memberCount }));
  return {
    memberCount: members,
    scoredCount: scored,
    recency: counts(scores.recency),
    frequency: counts(scores.frequency),
    monetary: counts(scores.monetary),
    groups: groups.map(({ group, members: memberCount }) => ({ group: groupIn(group, locale), memberCount })),
    stages: stages.map(({ stage, members: memberCount }) => ({ stage, memberCount })),
  };
}
