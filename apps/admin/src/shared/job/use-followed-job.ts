import { useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowedJobFragment } from '../../gql/graphql.ts';
import { useAct } from '../api/use-act.ts';
import { isJobAlive, notTheOneUnderWay, useLive, useLookAgain, useLookOnceMore } from '../live/live.ts';
import { useSession } from '../session/session.tsx';
import { toast } from '../ui/toast.tsx';
import { FollowedJobCancelDocument, FollowedJobDocument } from './followed-job.graphql.ts';

const askEveryMs = 2_000;

/** Jobs that were begun here and of which nothing was heard yet: they may end before the page that follows them stands. */
const unheard = new Set<string>();

export interface FollowedJob {
  /** The job at hand, as it stands; undefined when none is, or nothing is known of it yet. */
  job: FollowedJobFragment | undefined;
  alive: boolean;
  /** One is followed of which nothing is known yet. */
  waiting: boolean;
  follow: (id: string) => void;
  /** Looks no more at it; the job itself goes on. */
  forget: () => void;
  cancel: () => void;
}

/**
 * One job that was started on a page, live in its place until it is forgotten; also after a reload of the page.
 * @param place where on the pages it stands: each place follows one job
 * @param onEnd told once of the end of a job that was begun here, or that this page saw running
 */
export function useFollowedJob(place: string, onEnd: (job: FollowedJobFragment) => void): FollowedJob {
  const { t } = useTranslation('common');
  const { brand, viewer } = useSession();
  const key = `kolony.job.${viewer.operator.id}.${brand.id}.${place}`;
  const [id, setId] = useState(() => sessionStorage.getItem(key) ?? undefined);
  const live = useLive();
  const { data, error, refetch } = useQuery(FollowedJobDocument, {
    variables: { id: id ?? '' },
    skip: id === undefined,
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    context: notTheOneUnderWay,
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
  const alive = job !== undefined && isJobAlive(job);

  // How far it is comes by itself; asked for is its end, and what was not to be had at first.
  const ask = useCallback(() => {
    if (id !== undefined) refetch().catch(() => undefined);
  }, [id, refetch]);
  useLookAgain(ask, (changed) => changed.id === id && (!job || !isJobAlive(changed)));
  useLookOnceMore(alive, ask);
  const unknown = id !== undefined && job === undefined && data?.job !== null;
  const asking = (alive && !live) || (unknown && error !== undefined);
  useEffect(() => {
    if (!asking) return;
    const timer = setInterval(ask, askEveryMs);
    return () => clearInterval(timer);
  }, [asking, ask]);

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
    const isNew = unheard.delete(job.id);
    if (alive) seen.current = job.id;
    else if (isNew || seen.current === job.id) {
      seen.current = undefined;
      tell.current(job);
    }
  }, [job, alive]);

  return {
    job,
    alive,
    waiting: unknown,
    follow: useCallback(
      (next: string) => {
        unheard.add(next);
        follow(next);
      },
      [follow],
    ),
    forget: useCallback(() => follow(undefined), [follow]),
    cancel: async () => {
      if (!job) return;
      const acted = await cancel({ input: { id: job.id } });
      const [refused] = acted?.errors ?? [];
      if (!refused) return;
      toast(refused.message || t('failure.unreachable'), { tone: 'danger' });
      ask();
    },
  };
}
