import { userError } from '@kolony/domain/foundation/errors';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { Node } from '../../reading/node.ts';
import type { Context } from '../../server/context.ts';
import { badInput } from '../../server/errors.ts';

const mostIds = 100;

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'What an id names; null when there is no such thing within reach.',
  })
  @Allow('SIGNED_IN')
  node(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Any id of this API.' }) id: string,
  ) {
    return reader.node(id, info);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'What each of up to 100 ids names, in their order; null for those out of reach.',
  })
  @Allow('SIGNED_IN')
  nodes(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('ids', () => [ID], { description: 'Any ids of this API, at most 100.' }) ids: string[],
  ) {
    if (ids.length > mostIds) throw badInput(userError('TOO_MANY', 'ids', { limit: mostIds }));
    return reader.nodes(ids, info);
  }
}
