import type { Database } from '../foundation/database.ts';
import type { Scope } from '../foundation/scope.ts';
import type { LiveHub } from './live.hub.ts';
import { assertWatchable, type LiveEvent, liveThrough, readLive } from './live.service.ts';
import type { LiveTopic } from './live.topics.ts';

/**
 * How often a stream for which nothing comes is moved on. What comes for others is purged after `liveKept`, and a stream
 * that stands before what was purged has missed something: so one that has not may never stand there.
 */
const moveOnMs = 15 * 60_000;

/** What a stream follows. */
export interface Followed {
  topic: LiveTopic;
  /** UUID of one record; all of them without it. */
  subjectId?: string | undefined;
  /** The cursor of the last event that arrived; from now on without it. */
  after?: string | undefined;
}

/**
 * What changes from now on, or since `after`, without a gap and in order, until the signal is aborted. Without `after` it
 * begins with an event of its own, which holds the cursor to go on from: read what is watched after it, and nothing is
 * missed.
 *
 * Nothing is kept for a stream but its cursor: what waits for a consumer that is slow waits in the database, and of
 * several changes of one record only the last is handed on.
 * @throws DomainError NOT_FOUND when the scope doesn't hold the record, RESUME_EXPIRED
 */
export async function* followLive(
  { database, hub }: { database: Database; hub: LiveHub },
  scope: Scope,
  { topic, subjectId, after }: Followed,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent, void, void> {
  let woken = true;
  let go = () => {};
  const wake = () => {
    woken = true;
    go();
  };
  signal.addEventListener('abort', wake);
  const { brandId, actor } = scope;
  const stop = await hub.watch({ brandId, operatorId: actor.id, topic, subjectId }, wake);
  let moveOn = false;
  const movingOn = setInterval(() => {
    moveOn = true;
    wake();
  }, moveOnMs).unref();
  try {
    let resumed = after !== undefined;
    let cursor = await database.read(scope, async (tx) => {
      if (subjectId) await assertWatchable(tx, topic, subjectId);
      return after ?? (await liveThrough(tx));
    });
    if (!resumed) yield { cursor, subjectId: subjectId ?? null };
    while (!signal.aborted) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          go = resolve;
        });
        continue;
      }
      woken = false;
      const from = { topic, subjectId, after: cursor, resumed };
      const through = moveOn ? await database.read(scope, liveThrough) : cursor;
      moveOn = false;
      const { events, more } = await database.read(scope, (tx) => readLive(tx, from));
      resumed = true;
      if (more) woken = true;
      if (events.length === 0) cursor = through;
      // Whoever is told of a change may look at once, where a replica answers.
      if (events.length > 0) await database.keepUp(scope);
      for (const event of events) {
        if (signal.aborted) return;
        cursor = event.cursor;
        yield event;
      }
    }
  } finally {
    clearInterval(movingOn);
    signal.removeEventListener('abort', wake);
    stop();
  }
}
