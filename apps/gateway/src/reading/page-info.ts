import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field({ description: 'Whether more follow behind the last of this page.' })
  hasNextPage!: boolean;

  @Field({ description: 'Whether there are some before the first of this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first of this page; null when it is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last of this page; null when it is empty.',
  })
  endCursor!: string | null;
}
