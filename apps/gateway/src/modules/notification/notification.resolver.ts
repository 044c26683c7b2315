import { markRead } from '@kolony/domain/notification/notification.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import {
  NotificationsMarkReadInput,
  NotificationsMarkReadPayload,
  readNotificationsOf,
} from './notification.input.ts';
import { notificationList } from './notification.type.ts';

@Resolver()
export class NotificationResolver {
  @Query(() => notificationList.connection as never, {
    description: 'What the caller is told: of the brand at work and of their own account, the newest first.',
  })
  @Allow('SIGNED_IN')
  notifications(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => notificationList.args as never) _args: object,
  ) {
    return reader.page(notificationList, info);
  }

  @Mutation(() => NotificationsMarkReadPayload, {
    description: 'Marks notifications of the caller as read. Those that are read already stay as they are.',
  })
  @Allow('SIGNED_IN')
  notificationsMarkRead(
    @Ctx() context: Context,
    @Arg('input', () => NotificationsMarkReadInput, { description: 'Which ones.' })
    input: NotificationsMarkReadInput,
  ) {
    const which = readNotificationsOf(input);
    return write(
      context,
      (tx) => markRead(tx, which),
      () => ({ viewer: context.scope.actor.id }),
    );
  }
}
