import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { JSONValue } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { SavedView } from './view.type.ts';

@InputType({ description: 'A view to save. One of the same page and name is replaced.' })
export class SavedViewSaveInput {
  @Field(() => String, { description: 'The page that it is a view of, `members`.' })
  page!: string;

  @Field(() => String, { description: 'Its name, at most 60 characters.' })
  name!: string;

  @Field(() => JSONValue, { description: 'The state of the page: an object, at most 20 kB as JSON.' })
  state!: Record<string, unknown>;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether all operators of the brand see it. Needs VIEW_SHARE.',
  })
  shared!: boolean;
}

@InputType({ description: 'Which view to delete.' })
export class SavedViewDeleteInput {
  @Field(() => ID, { description: 'A view that the caller saved.' })
  id!: string;
}

@ObjectType({ description: 'The view as saved.' })
export class SavedViewPayload {
  @ReadOne(() => SavedView, 'The view; null when it was refused.')
  savedView?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was saved.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'The view that was deleted.' })
export class SavedViewDeletePayload {
  @Field(() => ID, { nullable: true, description: 'Its id; null when it was refused.' })
  deletedId?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was deleted.' })
  userErrors!: UserErrorType[];
}
