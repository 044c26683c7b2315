import { decodeIdOf } from '@kolony/domain/foundation/ids';
import type { ReadNotifications } from '@kolony/domain/notification/notification.service';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { badInput } from '../../server/errors.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { Viewer } from '../operator/viewer.type.ts';

const mostIds = 100;

@InputType({ description: 'Which notifications have been read: either `ids` or `upTo`.' })
export class NotificationsMarkReadInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'These, at most 100. Ids of notifications that are gone, or somebody else’s, count for nothing.',
  })
  ids?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'This one and all that are not newer: what came meanwhile, and was not seen, stays unread. Of the brand at work and of the account.',
  })
  upTo?: string | null;
}

/** Which ones an input means. */
export function readNotificationsOf({ ids, upTo }: NotificationsMarkReadInput): ReadNotifications {
  if ((ids == null) === (upTo == null)) throw badInput('give either `ids` or `upTo`');
  if (ids == null) return { upTo: uuidOf(upTo ?? '') };
  if (ids.length > mostIds) throw badInput(`at most ${mostIds} ids`);
  return { ids: ids.map(uuidOf) };
}

function uuidOf(id: string): string {
  const uuid = decodeIdOf('Notification', id);
  if (!uuid) throw badInput(`${id} is not the id of a notification`);
  return uuid;
}

@ObjectType({ description: 'What is left to read.' })
export class NotificationsMarkReadPayload {
  @ReadOne(() => Viewer, 'The caller, with the count of what is still unread; null when it was refused.')
  viewer?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}
