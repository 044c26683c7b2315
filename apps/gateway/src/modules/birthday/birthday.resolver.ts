import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import type { Context } from '../../server/context.ts';
import { birthdayCareList } from './birthday.type.ts';

@Resolver()
export class BirthdayResolver {
  @Query(() => birthdayCareList.connection as never, {
    description: 'Whose birthdays were kept, and what they were given, the latest first.',
  })
  @Allow('MEMBER_READ')
  birthdayCare(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => birthdayCareList.args as never) _args: object,
  ) {
    return reader.page(birthdayCareList, info);
  }
}
