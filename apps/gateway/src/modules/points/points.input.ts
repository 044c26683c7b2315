import type { AdjustmentAction as ActionName } from '@kolony/domain/points/adjustment.lifecycle';
import type { ExpiryPolicy } from '@kolony/domain/points/programme.rules';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { BigInteger, Decimal } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { PointsAdjustment } from './adjustment.type.ts';
import { AdjustmentAction, PointsExpiry } from './points.enums.ts';
import { PointsEntry } from './points-entry.type.ts';
import { PointsProgramme } from './programme.type.ts';

const howMany = { description: 'How many: a whole number from 1 to 1,000,000,000.' };
const why = { nullable: true, description: 'Why, at most 500 characters; the member may see it.' };

@InputType({ description: 'Points to be given for something.' })
export class PointsEarnInput {
  @Field(() => ID, { description: 'To whom.' })
  memberId!: string;

  @Field(() => Int, howMany)
  points!: number;

  @Field(() => String, why)
  reason?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether they stay pending until `pointsRelease`, for a condition that only the caller knows of; otherwise they are as long as the programme says.',
  })
  untilReleased!: boolean;
}

@InputType({ description: 'Points to be spent.' })
export class PointsRedeemInput {
  @Field(() => ID, { description: 'Whose.' })
  memberId!: string;

  @Field(() => Int, howMany)
  points!: number;

  @Field(() => String, why)
  reason?: string | null;
}

@InputType({ description: 'A redemption to be given back whole.' })
export class PointsGiveBackInput {
  @Field(() => ID, { description: 'The entry of the redemption.' })
  entryId!: string;

  @Field(() => String, why)
  reason?: string | null;
}

@InputType({ description: 'An earning of which points are to be taken back.' })
export class PointsTakeBackInput {
  @Field(() => ID, { description: 'The entry of the earning.' })
  entryId!: string;

  @Field(() => Int, howMany)
  points!: number;

  @Field(() => String, why)
  reason?: string | null;
}

@InputType({ description: 'An earning whose pending points are to be spendable now.' })
export class PointsReleaseInput {
  @Field(() => ID, { description: 'The entry of the earning.' })
  entryId!: string;
}

@InputType({ description: 'Points to be given or taken by hand.' })
export class PointsAdjustInput {
  @Field(() => ID, { description: 'Whose.' })
  memberId!: string;

  @Field(() => Int, {
    description: 'Given when positive, taken when negative; not 0, at most 1,000,000,000.',
  })
  points!: number;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@InputType({ description: 'What is decided about an adjustment that waits.' })
export class PointsAdjustmentDecideInput {
  @Field(() => ID, { description: 'The adjustment.' })
  id!: string;

  @Field(() => AdjustmentAction, { description: 'What: one of its `availableActions`.' })
  action!: ActionName;

  @Field(() => String, { nullable: true, description: 'A word about it, at most 500 characters.' })
  note?: string | null;
}

@InputType({
  description: 'How points work from now on. What is left out stays. What was earned keeps its times.',
})
export class PointsProgrammeUpdateInput {
  @Field(() => Int, { description: 'The version that this is based on.' })
  version!: number;

  @Field(() => PointsExpiry, { nullable: true, description: 'When points expire.' })
  expiry?: ExpiryPolicy;

  @Field(() => Int, { nullable: true, description: 'The months that `expiry` speaks of, 1 to 120.' })
  expiryMonths?: number;

  @Field(() => Int, { nullable: true, description: 'The month of ON_DATE, 1 to 12.' })
  expiryMonth?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The day of ON_DATE, 1 to 31; the last where a month has fewer.',
  })
  expiryDay?: number;

  @Field(() => Int, { nullable: true, description: 'Days until earned points can be spent, 0 to 365.' })
  pendingDays?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether taking points back may leave a member below zero.',
  })
  belowZero?: boolean;

  @Field(() => BigInteger, {
    nullable: true,
    description:
      'An adjustment by hand of more points than this waits for a second operator; null: none does.',
  })
  approvalAbove?: string | null;

  @Field(() => Int, { nullable: true, description: 'So many points are worth `value`, 1 to 1,000,000.' })
  valuePoints?: number;

  @Field(() => Decimal, { nullable: true, description: 'What they are worth, in the brand’s currency.' })
  value?: string;
}

@ArgsType()
export class PointsExpiryArgs {
  @Field(() => PointsExpiry, { description: 'When points expire.' })
  expiry!: ExpiryPolicy;

  @Field(() => Int, { defaultValue: 12, description: 'The months that `expiry` speaks of, 1 to 120.' })
  expiryMonths!: number;

  @Field(() => Int, { defaultValue: 12, description: 'The month of ON_DATE, 1 to 12.' })
  expiryMonth!: number;

  @Field(() => Int, {
    defaultValue: 31,
    description: 'The day of ON_DATE, 1 to 31; the last where a month has fewer.',
  })
  expiryDay!: number;
}

@ObjectType({ description: 'What was posted.' })
export class PointsEntryPayload {
  @ReadOne(() => PointsEntry, 'The entry; null when there is something to mend.')
  entry!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was posted then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'An adjustment of points.' })
export class PointsAdjustmentPayload {
  @ReadOne(() => PointsAdjustment, 'The adjustment; null when there is something to mend.')
  adjustment!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'How points work.' })
export class PointsProgrammePayload {
  @Field(() => PointsProgramme, {
    nullable: true,
    description: 'The programme; null when there is something to mend.',
  })
  programme!: PointsProgramme | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}
