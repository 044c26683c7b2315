import type { LiveEvent } from '@kolony/domain/live/live.service';
import { Arg, Ctx, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Allow, ReadOne } from '../../reading/decorators.ts';
import { follow, type LiveContext, type Subscribing } from '../../server/live/follow.ts';
import { Viewer } from '../operator/viewer.type.ts';
import { Notification } from './notification.type.ts';

@ObjectType({ description: 'That the caller was told something, or has read some of it.' })
class NotificationEvent {
  @Field(() => String, { description: 'Where the stream stands: what comes next comes `after` this.' })
  cursor!: string;

  @ReadOne(
    () => Notification,
    'What the caller was told. Null at the begin, and where some of it was marked as read.',
  )
  notification?: string | null;

  @ReadOne(() => Viewer, 'The caller, with the count of what is unread now.')
  viewer?: string | null;
}

@Resolver()
export class NotificationLiveResolver {
  @Subscription(() => NotificationEvent, {
    subscribe: ({ args: { after }, context }: Subscribing<{ after?: string | null }>) =>
      follow(context, { topic: 'notification', after }),
    description:
      'What the caller is told, of the brand at work and of their own account, each notification once; and that some was marked as read, wherever. Without `after` it begins with the count as it stands.',
  })
  @Allow('SIGNED_IN')
  notificationsChanged(
    @Root() { cursor, subjectId }: LiveEvent,
    @Ctx() { scope }: LiveContext,
    @Arg('after', () => String, { nullable: true, description: 'The cursor of the last event that arrived.' })
    _after?: string,
  ): NotificationEvent {
    return { cursor, notification: subjectId, viewer: scope.actor.id };
  }
}
