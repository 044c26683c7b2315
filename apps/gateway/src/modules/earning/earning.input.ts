import type {
  EarningEffect as EffectName,
  EarningEvent as EventName,
} from '@kolony/domain/earning/earning.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { Decimal } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { MemberEvent } from '../member-event/member-event.type.ts';
import { PointsEntry } from '../points/points-entry.type.ts';
import { EarningEffect, EarningEvent, EarningRule } from './earning.type.ts';

@InputType({ description: 'A rule, as a whole. What is left out is nothing.' })
export class EarningRuleInput {
  @Field(() => String, { description: 'Its name, at most 60 characters; unique in the brand.' })
  name!: string;

  @Field(() => EarningEvent, { description: 'What for.' })
  event!: EventName;

  @Field(() => EarningEffect, { description: 'How it counts beside others.' })
  effect!: EffectName;

  @Field(() => Int, {
    nullable: true,
    description: 'How many points, once or for each full `per`, 1 to 1,000,000,000. BASE and BONUS need it.',
  })
  points?: number | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'For each full amount of this that was paid. Of orders only.',
  })
  per?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'In hundredths, 101 to 10,000: 200 doubles. MULTIPLIER needs it.',
  })
  factor?: number | null;

  @Field(() => [String], { nullable: true, description: 'Orders of these channels; at most 100.' })
  channels?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Orders with one of these products; at most 100.' })
  skus?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Members who are in one of these tiers when it counts; all members when empty.',
  })
  tierIds?: string[] | null;

  @Field(() => Decimal, { nullable: true, description: 'Orders of so much at least.' })
  minimum?: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'In force from (UTC). A new rule’s is now unless given: an earlier one gives points for orders of that time that come in later.',
  })
  startsAt?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Until before (UTC).' })
  endsAt?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Most points that it gives a member on a day of the brand’s zone.',
  })
  dailyPoints?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How often it gives a member points on such a day, 1 to 1,000,000.',
  })
  dailyTimes?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is switched on; it is unless told.' })
  active?: boolean | null;
}

@InputType({ description: 'A rule as it is to be.' })
export class EarningRuleUpdateInput extends EarningRuleInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that this is based on.' })
  version!: number;
}

@InputType({ description: 'A rule to be deleted. What it gave stays.' })
export class EarningRuleDeleteInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;
}

@InputType({ description: 'Something a member did.' })
export class MemberEventRecordInput {
  @Field(() => ID, { description: 'Who.' })
  memberId!: string;

  @Field(() => EarningEvent, { description: 'What; not ORDER_PAID: orders are recorded as such.' })
  event!: EventName;

  @Field(() => String, {
    nullable: true,
    description: 'More of it, at most 500 characters; the member may see it.',
  })
  reason?: string | null;
}

@InputType({ description: 'Something of which is to be said what it would give.' })
export class PointsSimulateInput {
  @Field(() => EarningEvent, { description: 'What.' })
  event!: EventName;

  @Field(() => ID, { nullable: true, description: 'Whose daily limits and tier count; nobody’s without.' })
  memberId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In which tier; the member’s when not given.' })
  tierId?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What was paid, in the brand’s currency.' })
  amount?: string | null;

  @Field(() => String, { nullable: true, description: 'Where.' })
  channel?: string | null;

  @Field(() => [String], { nullable: true, description: 'Which products.' })
  skus?: string[] | null;

  @Field(() => Date, { nullable: true, description: 'When (UTC); now when not given.' })
  at?: Date | null;
}

@InputType({ description: 'A rule that is to be tried on orders that there were.' })
export class EarningPreviewInput {
  @Field(() => EarningRuleInput, {
    description: 'The rule; it counts for the whole period, whatever its times say.',
  })
  rule!: EarningRuleInput;

  @Field(() => ID, { nullable: true, description: 'The rule whose place it would take.' })
  replacesId?: string | null;

  @Field(() => Date, { nullable: true, description: 'Orders placed from (UTC); 30 days ago when not given.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Until before (UTC); now when not given.' })
  to?: Date | null;
}

@ObjectType({ description: 'A rule.' })
export class EarningRulePayload {
  @ReadOne(() => EarningRule, 'The rule; null when there is something to mend.')
  rule!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'That a rule is gone.' })
export class EarningRuleDeletePayload {
  @Field(() => ID, { nullable: true, description: 'The rule that is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'What was recorded, and given for it.' })
export class MemberEventPayload {
  @ReadOne(() => MemberEvent, 'The event; null when there is something to mend.')
  event!: object | null;

  @ReadOne(() => PointsEntry, 'The entry; null when no rule gives anything for it.')
  entry!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was recorded then.' })
  userErrors!: UserErrorType[];
}
