import { Field, Float, Int, ObjectType } from 'type-graphql';
import { AtMost } from '../../reading/decorators.ts';
import { Money } from '../../reading/money.ts';
import { Decimal } from '../../server/scalars.ts';
import { RfmGroup } from './rfm.type.ts';

@ObjectType({ description: 'How many members have scores in some part of the matrix, and what they spent.' })
class RfmShare {
  @Field(() => Int, { description: 'Members.' })
  memberCount!: number;

  @Field(() => Float, { description: 'Their share of all members who have scores, 0 to 1.' })
  share!: number;

  @Field(() => Money, {
    nullable: true,
    description: 'What one of them has spent on average, rounded to the minor unit; null without any.',
  })
  averageSpent!: Money | null;
}

@ObjectType({ description: 'The members of a group.' })
export class RfmGroupShare extends RfmShare {
  @Field(() => RfmGroup, { description: 'The group.' })
  group!: RfmGroup;
}

@ObjectType({ description: 'The members with one pair of scores.' })
export class RfmCell extends RfmShare {
  @Field(() => Int, { description: 'Score of the dimension of the rows, 1 to 5.' })
  row!: number;

  @Field(() => Int, { description: 'Score of the dimension of the columns, 1 to 5.' })
  column!: number;

  @Field(() => [RfmGroupShare], { description: 'The groups that they fall into, the best first.' })
  @AtMost(11)
  groups!: RfmGroupShare[];
}

@ObjectType({
  description:
    'The least values of the scores 2, 3, 4 and 5, in this order; null where nobody has the score. Cut by the last calculation.',
})
export class RfmCutPoints {
  @Field(() => [Date], {
    nullable: 'items',
    description: 'Whoever ordered last at this moment (UTC) or later.',
  })
  recency!: (Date | null)[];

  @Field(() => [Int], { nullable: 'items', description: 'Whoever has so many orders or more.' })
  frequency!: (number | null)[];

  @Field(() => [Decimal], {
    nullable: 'items',
    description: 'Whoever has spent so much or more, in the brand’s currency.',
  })
  monetary!: (string | null)[];
}

@ObjectType({ description: 'How members spread over two dimensions of their scores.' })
export class RfmMatrix {
  @Field(() => Int, { description: 'Members who have scores: those with a paid order.' })
  memberCount!: number;

  @Field(() => Money, {
    nullable: true,
    description: 'What one of them has spent on average; null without any.',
  })
  averageSpent!: Money | null;

  @Field(() => [RfmCell], {
    description:
      'All 25, empty ones too: from the highest score of the rows down, in each from the lowest of the columns up.',
  })
  @AtMost(25)
  cells!: RfmCell[];

  @Field(() => [RfmGroupShare], { description: 'All groups, the best first, empty ones too.' })
  @AtMost(11)
  groups!: RfmGroupShare[];

  @Field(() => RfmCutPoints, {
    nullable: true,
    description: 'Where scores begin; null before the first calculation.',
  })
  cutPoints!: RfmCutPoints | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When all members were last scored (UTC); null while that is being done, and before the first time.',
  })
  calculatedAt!: Date | null;
}
