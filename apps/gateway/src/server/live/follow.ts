import { userError } from '@kolony/domain/foundation/errors';
import type { LiveHub } from '@kolony/domain/live/live.hub';
import { isLiveCursor, type LiveEvent } from '@kolony/domain/live/live.service';
import { type Followed, followLive } from '@kolony/domain/live/live.stream';
import type { Context } from '../context.ts';
import { badInput } from '../errors.ts';

/** The context of a subscription: of its begin, and of each of its events. */
export interface LiveContext extends Context {
  readonly live: {
    readonly hub: LiveHub;
    /** The cursor that a client gave outside of its operation, as browsers do by themselves (Last-Event-ID). */
    readonly after: string | undefined;
  };
}

/** What `subscribe` of a field is given. */
export interface Subscribing<Args> {
  args: Args;
  context: LiveContext;
}

/** The events that a field of Subscription begins with: `subscribe` of the field gives them back. */
export function follow(
  { database, scope, live, signal }: LiveContext,
  { after, ...followed }: Omit<Followed, 'after'> & { after?: string | null | undefined },
): AsyncGenerator<LiveEvent, void, void> {
  const from = live.after ?? after ?? undefined;
  if (from !== undefined && !isLiveCursor(from)) throw badInput(userError('CURSOR_INVALID', 'after'));
  return followLive({ database, hub: live.hub }, scope, { ...followed, after: from }, signal);
}
