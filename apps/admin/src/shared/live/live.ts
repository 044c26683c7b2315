import type { ApolloClient } from '@apollo/client';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { LiveJobFragment } from '../../gql/graphql.ts';
import { LiveJobsDocument, LiveNotificationsDocument } from './live.graphql.ts';

/** A job that has just changed, as it stands; null when anything may have changed: look again. */
export type JobEvent = LiveJobFragment | null;

const onceMoreAfterMs = 1_000;
const watchers = new Set<(job: JobEvent) => void>();
const lookers = new Set<() => void>();
let connected = false;

/** Says whether changes come by themselves. */
export function setLive(next: boolean): void {
  if (connected === next) return;
  connected = next;
  for (const look of lookers) look();
}

/** Whether changes come by themselves. Where they don't (a proxy lets none through), pages ask now and then. */
export function useLive(): boolean {
  return useSyncExternalStore(
    (look) => {
      lookers.add(look);
      return () => lookers.delete(look);
    },
    () => connected,
  );
}

/** Begins to have changes sent: of jobs, and of the count of unread notifications. What comes stands in the cache. */
export function startLive(client: ApolloClient, of: { jobs: boolean }): () => void {
  const streams = [
    client.subscribe({ query: LiveNotificationsDocument }).subscribe({ error: () => undefined }),
  ];
  if (of.jobs) {
    streams.push(
      client.subscribe({ query: LiveJobsDocument }).subscribe({
        next: ({ data }) => {
          for (const watcher of watchers) watcher(data?.jobChanged?.job ?? null);
        },
        error: () => undefined,
      }),
    );
  }
  return () => {
    for (const stream of streams) stream.unsubscribe();
    setLive(false);
  };
}

/** Calls back for every change of a job of the brand. */
function useJobEvents(onEvent: (job: JobEvent) => void): void {
  const latest = useRef(onEvent);
  latest.current = onEvent;
  useEffect(() => {
    const watcher = (job: JobEvent) => latest.current(job);
    watchers.add(watcher);
    return () => {
      watchers.delete(watcher);
    };
  }, []);
}

/** Calls `look` for changes of jobs that `concerns` says yes to; at once, and then at most every `everyMs`. */
export function useLookAgain(
  look: () => void,
  concerns: (job: LiveJobFragment) => boolean,
  everyMs = 500,
): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const again = useRef(false);
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => () => clearTimeout(timer.current), []);
  useJobEvents((job) => {
    if (job !== null && !concerns(job)) return;
    if (timer.current !== undefined) {
      again.current = true;
      return;
    }
    const run = () => {
      latest.current();
      timer.current = setTimeout(() => {
        timer.current = undefined;
        if (!again.current) return;
        again.current = false;
        run();
      }, everyMs);
    };
    run();
  });
}

/**
 * Looks once more when something is shown that goes on: the answer that says so may have been overtaken on its way by what
 * told of the end, and then nothing would come any more.
 */
export function useLookOnceMore(goesOn: boolean, look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    if (!goesOn) return;
    const timer = setTimeout(() => latest.current(), onceMoreAfterMs);
    return () => clearTimeout(timer);
  }, [goesOn]);
}

/** For queries that are asked again: an answer that is on its way may be older than what they are asked for. */
export const notTheOneUnderWay = { queryDeduplication: false };

/** Whether a job goes on, or is about to. */
export function isJobAlive({ status }: Pick<LiveJobFragment, 'status'>): boolean {
  return status === 'QUEUED' || status === 'RUNNING' || status === 'RETRYING';
}
