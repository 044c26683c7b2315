import type {
  BenefitPeriod as BenefitPeriodName,
  BenefitKind as KindName,
} from '@kolony/domain/benefit/benefit.rules';
import type { MemberEventKind as EventName } from '@kolony/domain/member-event/member-event.rules';
import type {
  GrowthPeriod as PeriodName,
  DowngradePolicy as PolicyName,
} from '@kolony/domain/tier/tier.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { BigInteger, Decimal } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { MemberEventKind } from '../member-event/member-event.type.ts';
import { Benefit, BenefitKind, BenefitPeriod, BenefitUse, benefitWords } from './benefit.type.ts';
import { ladderWords, TierLadderChange } from './ladder.type.ts';
import { TierLadderPreview } from './ladder-preview.type.ts';
import { DowngradePolicy, GrowthPeriod } from './tier.type.ts';

@InputType({ description: 'The growth value that an event gives.' })
class EventGrowthInput {
  @Field(() => MemberEventKind, { description: 'Which kind; each once.' })
  event!: EventName;

  @Field(() => Int, { description: 'How much each of them gives, 0 to 1,000,000.' })
  growth!: number;
}

@InputType({ description: 'A tier of a ladder.' })
class LadderTierInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Which one; a new one when not given. One that was taken off can come back.',
  })
  id?: string | null;

  @Field(() => String, { description: 'Its name, at most 30 characters; unique on the ladder.' })
  name!: string;

  @Field(() => String, { description: 'Its colour, `#c0c0c0`.' })
  color!: string;

  @Field(() => BigInteger, {
    description: 'The growth value from which on it is reached: 0 of the first, of each further one more.',
  })
  threshold!: number;
}

@InputType({ description: 'A ladder, as a whole, that is to hold.' })
export class TierLadderChangeInput {
  @Field(() => Int, { description: 'The version that this is based on; 0 where there is no ladder yet.' })
  version!: number;

  @Field(() => Int, { description: ladderWords.perUnit })
  perUnit!: number;

  @Field(() => Int, { description: ladderWords.perOrder })
  perOrder!: number;

  @Field(() => [EventGrowthInput], { description: ladderWords.perEvent })
  perEvent!: EventGrowthInput[];

  @Field(() => GrowthPeriod, { description: ladderWords.period })
  period!: PeriodName;

  @Field(() => DowngradePolicy, { description: ladderWords.policy })
  policy!: PolicyName;

  @Field(() => Int, { description: ladderWords.graceDays })
  graceDays!: number;

  @Field(() => Int, { description: ladderWords.warningDays })
  warningDays!: number;

  @Field(() => [LadderTierInput], {
    description:
      'Its tiers, from the lowest, 1 to 20. Who is in one that is left out holds the next below; TIER_IN_USE while rules or rewards are for it.',
  })
  tiers!: LadderTierInput[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether members who are too high by it go down at once; unless told, they do as its policy has it, with warning and grace. Who is too low goes up at once either way.',
  })
  atOnce?: boolean | null;
}

@InputType({ description: 'Which change of the ladder.' })
export class TierLadderRollbackInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'A change of the ladder.' })
export class TierLadderPayload {
  @ReadOne(() => TierLadderChange, 'The change; null when there is something to mend.')
  change!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'A preview of a ladder.' })
export class TierLadderPreviewPayload {
  @ReadOne(
    () => TierLadderPreview,
    'The preview, which is counted from now on; null when there is something to mend.',
  )
  preview!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing is counted then.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'A benefit, as a whole. Its kind says which values it has.' })
export class BenefitInput {
  @Field(() => BenefitKind, { description: benefitWords.kind })
  kind!: KindName;

  @Field(() => String, { description: 'Its name, at most 60 characters; unique in the tier.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is, at most 500 characters.' })
  description?: string | null;

  @Field(() => Int, { nullable: true, description: benefitWords.percent })
  percent?: number | null;

  @Field(() => Int, { nullable: true, description: benefitWords.factor })
  factor?: number | null;

  @Field(() => Int, { nullable: true, description: benefitWords.times })
  times?: number | null;

  @Field(() => BenefitPeriod, { nullable: true, description: benefitWords.period })
  period?: BenefitPeriodName | null;

  @Field(() => String, { nullable: true, description: benefitWords.contact })
  contact?: string | null;

  @Field(() => Int, { nullable: true, description: benefitWords.points })
  points?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'BIRTHDAY_GIFT: the template of the coupon, where it isn’t points.',
  })
  couponTemplateId?: string | null;

  @Field(() => Int, { nullable: true, description: benefitWords.hours })
  hours?: number | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What it costs a year for each member, in the brand’s currency; nothing when not given.',
  })
  yearlyCost?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is switched on; it is unless told.' })
  active?: boolean | null;
}

@InputType({ description: 'A benefit that a tier is to grant.' })
export class BenefitCreateInput extends BenefitInput {
  @Field(() => ID, { description: 'Which tier; it stays of this one.' })
  tierId!: string;
}

@InputType({ description: 'A benefit as it is to be.' })
export class BenefitUpdateInput extends BenefitInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that this is based on.' })
  version!: number;
}

@InputType({ description: 'Which benefit.' })
export class BenefitDeleteInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'A benefit.' })
export class BenefitPayload {
  @ReadOne(() => Benefit, 'The benefit; null when there is something to mend.')
  benefit!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'That a benefit is gone.' })
export class BenefitDeletePayload {
  @Field(() => ID, { nullable: true, description: 'The benefit that is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@InputType({ description: 'A benefit that a member has.' })
export class BenefitUseInput {
  @Field(() => ID, { description: 'Who.' })
  memberId!: string;

  @Field(() => ID, { description: 'Which: of the tier that they have.' })
  benefitId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'More of it, such as an order’s number; at most 200 characters.',
  })
  note?: string | null;
}

@InputType({ description: 'Which use of a benefit.' })
export class BenefitUseUndoInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@ObjectType({ description: 'A use of a benefit.' })
export class BenefitUsePayload {
  @ReadOne(() => BenefitUse, 'The use; null when there is something to mend.')
  use!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}
