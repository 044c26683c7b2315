import { userError } from '@kolony/domain/foundation/errors';
import type { ReadNotifications } from '@kolony/domain/notification/notification.service';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { badInput } from '../../server/errors.ts';
import { idsOf, uuidIn } from '../../server/ids.ts';
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
  if ((ids == null) === (upTo == null))
    throw badInput(userError('ONE_OF_TWO', [], { one: 'ids', other: 'upTo' }));
  if (ids == null) return { upTo: uuidIn('Notification', upTo ?? '', 'upTo') };
  if (ids.length > mostIds) throw badInput(userError('TOO_MANY', 'ids', { limit: mostIds }));
  return { ids: idsOf('Notification', ids, 'ids') };
}

@ObjectType({ description: 'What is left to read.' })
export class NotificationsMarkReadPayload {
  @ReadOne(() => Viewer, 'The caller, with the count of what is still unread; null when it was refused.')
  viewer?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}
