import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A span of time. Either end may be left open.' })
export class DateTimeRange {
  @Field(() => Date, { nullable: true, description: 'From this moment on.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Up to, but without, this moment.' })
  to?: Date | null;
}
