import { useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FollowedJobFragment } from '../../gql/graphql.ts';
import { useAct } from '../api/use-act.ts';
import { useSession } from '../session/session.tsx';
import { FollowedJobCancelDocument, FollowedJobDocument } from './followed-job.graphql.ts';

const askEveryMs = 700;

export interface FollowedJob {
  /** The job at hand, as it stands; undefined when none is, or nothing is known of it yet. */
  job: FollowedJobFragment | undefined;
  alive: boolean;
  follow: (id: string) => void;
  /** Looks no more at it; the job itself goes on. */
  forget: () => void;
  cancel: () => void;
}

/**
 * One job that was started on a page, live in its place until it is forgotten; also after a reload of the page.
 * @param place where on the pages it stands: each place follows one job
 * @param onEnd told once of the end of a job that this page saw running
 */
export function useFollowedJob(place: string, onEnd: (job: FollowedJobFragment) => void): FollowedJob {
  const { brand, viewer } = useSession();
  const key = `kolony.job.${viewer.operator.id}.${brand.id}.${place}`;
  const [id, setId] = useState(() => sessionStorage.getItem(key) ?? undefined);
  const [asking, setAsking] = useState(true);
  const { data, error } = useQuery(FollowedJobDocument, {
    variables: { id: id ?? '' },
    skip: id === undefined,
    fetchPolicy: 'cache-and-network',
    pollInterval: asking ? askEveryMs : 0,
  });
  const [cancel] = useAct(FollowedJobCancelDocument, { refetch: ['RunningJobs'] });

  const follow = useCallback(
    (next: string | undefined) => {
      if (next) sessionStorage.setItem(key, next);
      else sessionStorage.removeItem(key);
      setId(next);
    },
    [key],
  );
  const job = id !== undefined && data?.job?.id === id ? data.job : undefined;
  const alive = job !== undefined && ['QUEUED', 'RUNNING', 'RETRYING'].includes(job.status);
  const waiting = id !== undefined && (alive || (job === undefined && data?.job !== null && !error));
  if (asking !== waiting) setAsking(waiting);

  // What is gone is nothing to follow.
  const gone = id !== undefined && data?.job === null;
  useEffect(() => {
    if (gone) follow(undefined);
  }, [gone, follow]);

  const seen = useRef<string>(undefined);
  const tell = useRef(onEnd);
  tell.current = onEnd;
  useEffect(() => {
    if (!job) return;
    if (alive) seen.current = job.id;
    else if (seen.current === job.id) {
      seen.current = undefined;
      tell.current(job);
    }
  }, [job, alive]);

  return {
    job,
    alive,
    follow: useCallback(
      (next: string) => {
        seen.current = next;
        follow(next);
      },
      [follow],
    ),
    forget: useCallback(() => follow(undefined), [follow]),
    cancel: () => {
      if (job) void cancel({ input: { id: job.id } });
    },
  };
}
