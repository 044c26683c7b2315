import { useApolloClient, useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isJobAlive, notTheOneUnderWay, useLive, useLookAgain } from '../../shared/live/live.ts';
import { Progress } from '../../shared/ui/progress.tsx';
import { RunningJobsDocument, UnreadNotificationsDocument } from './shell.graphql.ts';
import styles from './sidebar.module.css';

const askEveryMs = 20_000;

/** Work that goes on behind the pages, wherever the operator is. */
export function RunningJobs() {
  const { t } = useTranslation('common');
  const live = useLive();
  const { data, refetch } = useQuery(RunningJobsDocument, {
    pollInterval: live ? 0 : askEveryMs,
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    context: notTheOneUnderWay,
  });
  const nodes = data?.jobs?.nodes;
  // How far each is comes by itself; asked for is which there are.
  useLookAgain(
    () => void refetch().catch(() => undefined),
    (job) => isJobAlive(job) !== (nodes ?? []).some(({ id }) => id === job.id),
  );
  // Whoever started a job that has ended is told of it; where that doesn't come by itself, it is asked for.
  const client = useApolloClient();
  const before = useRef<readonly { id: string }[]>([]);
  useEffect(() => {
    if (!nodes || live) return;
    const running = new Set(nodes.map(({ id }) => id));
    if (before.current.some(({ id }) => !running.has(id)))
      void client.refetchQueries({ include: [UnreadNotificationsDocument] });
    before.current = nodes;
  }, [nodes, client, live]);
  const jobs = (nodes ?? []).filter(isJobAlive);
  if (jobs.length === 0) return null;
  const total = jobs.reduce((sum, job) => sum + Number(job.progressTotal ?? 0), 0);
  const done = jobs.reduce((sum, job) => sum + Number(job.progressDone), 0);
  return (
    <aside aria-label={t('nav.jobs')}>
      <Link className={styles.jobs} to="/jobs">
        <span className={styles.jobLine}>
          {t('shell.running')}
          <span>{jobs.length}</span>
        </span>
        <Progress
          label={t('shell.running')}
          value={total > 0 ? Math.min(100, (done / total) * 100) : undefined}
        />
      </Link>
    </aside>
  );
}
