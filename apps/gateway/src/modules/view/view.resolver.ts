import { userError } from '@kolony/domain/foundation/errors';
import { deleteView, saveView } from '@kolony/domain/view/view.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { badInput } from '../../server/errors.ts';
import { uuidOf } from '../../server/ids.ts';
import {
  SavedViewDeleteInput,
  SavedViewDeletePayload,
  SavedViewPayload,
  SavedViewSaveInput,
} from './view.input.ts';
import { SavedView } from './view.type.ts';

@Resolver()
export class ViewResolver {
  @Query(() => [SavedView], {
    description:
      'Views of a page: the caller’s own and those that colleagues share; the caller’s own first, by name.',
  })
  @Allow('BRAND_READ')
  @AtMost(500)
  savedViews(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('page', () => String, { description: 'The page, `members`.' }) page: string,
  ) {
    return reader.all(
      SavedView,
      info,
      ({ row, param }) =>
        `${row}.page = ${param(page)} and (${row}.shared or ${row}.operator_id = kolony.current_operator())`,
      // Their own are never cut off by very many of others.
      (row) => `${row}.operator_id is distinct from kolony.current_operator(), ${row}.name, ${row}.id`,
    );
  }

  @Mutation(() => SavedViewPayload, { description: 'Saves a view of a page under a name.' })
  @Allow('BRAND_READ')
  savedViewSave(
    @Ctx() context: Context,
    @Arg('input', () => SavedViewSaveInput, { description: 'What to save.' }) input: SavedViewSaveInput,
  ) {
    if (typeof input.state !== 'object' || input.state === null || Array.isArray(input.state))
      throw badInput(userError('INVALID_VALUE', 'state'));
    return write(
      context,
      (tx) => saveView(tx, input),
      (id) => ({ savedView: id }),
    );
  }

  @Mutation(() => SavedViewDeletePayload, { description: 'Deletes a view that the caller saved.' })
  @Allow('BRAND_READ')
  savedViewDelete(
    @Ctx() context: Context,
    @Arg('input', () => SavedViewDeleteInput, { description: 'Which one.' }) input: SavedViewDeleteInput,
  ) {
    const id = uuidOf('SavedView', input.id);
    return write(
      context,
      (tx) => deleteView(tx, id),
      () => ({ deletedId: input.id }),
    );
  }
}
