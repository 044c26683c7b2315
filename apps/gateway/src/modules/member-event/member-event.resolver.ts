import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import type { Context } from '../../server/context.ts';
import { memberEventList } from './member-event.type.ts';

@Resolver()
export class MemberEventResolver {
  @Query(() => memberEventList.connection as never, {
    description: 'What members did other than ordering, and what came to pass with them, the latest first.',
  })
  @Allow('MEMBER_READ')
  memberEvents(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => memberEventList.args as never) _args: object,
  ) {
    return reader.page(memberEventList, info);
  }
}
