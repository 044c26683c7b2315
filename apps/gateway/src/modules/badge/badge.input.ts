import type {
  BadgeCriterion as CriterionName,
  BadgeIcon as IconName,
  BadgePeriod as PeriodName,
} from '@kolony/domain/badge/badge.rules';
import type { MemberEventKind as EventName } from '@kolony/domain/member-event/member-event.rules';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { Decimal } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { MemberEventKind } from '../member-event/member-event.type.ts';
import { BadgeCriterion, BadgeIcon, BadgePeriod } from './badge.enums.ts';
import { Badge, BadgeAward } from './badge.type.ts';

@InputType({ description: 'A badge, as a whole. What is left out is nothing, or as it says.' })
export class BadgeInput {
  @Field(() => String, { description: 'Its name, at most 30 characters; unique in the brand.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is for, at most 200 characters.' })
  description?: string | null;

  @Field(() => BadgeIcon, { description: 'The picture on it.' })
  icon!: IconName;

  @Field(() => String, { description: 'Its colour: `#aa7700`.' })
  color!: string;

  @Field(() => BadgeCriterion, { description: 'How it is earned.' })
  criterion!: CriterionName;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many: ORDERS, EVENTS and POINTS need it, 1 to 1,000,000,000, and STREAK, 1 to 366 days.',
  })
  target?: number | null;

  @Field(() => Decimal, { nullable: true, description: 'How much, in the brand’s currency: SPEND needs it.' })
  amount?: string | null;

  @Field(() => MemberEventKind, { nullable: true, description: 'Which: EVENTS needs it.' })
  event?: EventName | null;

  @Field(() => ID, { nullable: true, description: 'Which: TIER needs it.' })
  tierId?: string | null;

  @Field(() => BadgePeriod, {
    nullable: true,
    description: 'Within what it is earned; EVER unless told, and always of TIER.',
  })
  period?: PeriodName | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be earned; it can unless told.' })
  active?: boolean | null;
}

@InputType({ description: 'A badge as it is to be.' })
export class BadgeUpdateInput extends BadgeInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that this is based on.' })
  version!: number;
}

@InputType({ description: 'A badge to be deleted.' })
export class BadgeDeleteInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;
}

@InputType({ description: 'A badge that is given by hand.' })
export class BadgeAwardInput {
  @Field(() => ID, { description: 'Who.' })
  memberId!: string;

  @Field(() => ID, { description: 'Which.' })
  badgeId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What for, at most 200 characters; the member may see it.',
  })
  note?: string | null;
}

@InputType({ description: 'A badge that is taken away.' })
export class BadgeRevokeInput {
  @Field(() => ID, { description: 'The award.' })
  id!: string;

  @Field(() => String, { description: 'Why, at most 200 characters.' })
  reason!: string;
}

@ObjectType({ description: 'A badge.' })
export class BadgePayload {
  @ReadOne(() => Badge, 'The badge; null when there is something to mend.')
  badge!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'That a badge is gone.' })
export class BadgeDeletePayload {
  @Field(() => ID, { nullable: true, description: 'The badge that is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'A badge of a member.' })
export class BadgeAwardPayload {
  @ReadOne(() => BadgeAward, 'The award; null when there is something to mend.')
  award!: object | null;

  @Field(() => [UserErrorType], { description: 'What to mend; nothing was changed then.' })
  userErrors!: UserErrorType[];
}
