import type { Stage } from '@kolony/domain/stage/stage.rules';
import { Field, Int, ObjectType } from 'type-graphql';
import { AtMost } from '../../reading/decorators.ts';
import { CalendarDate } from '../../server/scalars.ts';
import { LifecycleStage } from './stage.type.ts';

@ObjectType({ description: 'How many members are in a stage.' })
export class StageCount {
  @Field(() => LifecycleStage, { description: 'The stage.' })
  stage!: Stage;

  @Field(() => Int, { description: 'Members.' })
  memberCount!: number;
}

@ObjectType({ description: 'How many went from one stage to another.' })
export class StageMove {
  @Field(() => LifecycleStage, { nullable: true, description: 'From where; null for who came.' })
  from!: Stage | null;

  @Field(() => LifecycleStage, {
    nullable: true,
    description: 'To where; null for who was merged into another, or closed the account.',
  })
  to!: Stage | null;

  @Field(() => Int, { description: 'Members; one who went there twice counts twice.' })
  memberCount!: number;
}

@ObjectType({ description: 'The stages of a brand’s members in a week.' })
export class LifecycleWeek {
  @Field(() => CalendarDate, { description: 'Its Monday, in the brand’s time zone.' })
  start!: string;

  @Field(() => [StageCount], {
    description: 'Members at its end, or now, by stage: all four, in their order.',
  })
  @AtMost(4)
  stages!: StageCount[];

  @Field(() => [StageMove], { description: 'Who moved in it, the most first.' })
  @AtMost(20)
  moves!: StageMove[];
}
