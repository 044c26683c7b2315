import { useApolloClient, useQuery } from '@apollo/client/react';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RunningJobsDocument, UnreadNotificationsDocument } from './shell.graphql.ts';
import styles from './sidebar.module.css';

/** Work that goes on behind the pages, wherever the operator is. Asked for more often while there is some. */
export function RunningJobs() {
  const { t } = useTranslation('common');
  const [busy, setBusy] = useState(false);
  const { data } = useQuery(RunningJobsDocument, {
    pollInterval: busy ? 3000 : 20_000,
    fetchPolicy: 'cache-and-network',
  });
  const nodes = data?.jobs.nodes;
  // Whoever started a job that has ended is told of it.
  const client = useApolloClient();
  const before = useRef<readonly { id: string }[]>([]);
  useEffect(() => {
    if (!nodes) return;
    const running = new Set(nodes.map(({ id }) => id));
    if (before.current.some(({ id }) => !running.has(id)))
      void client.refetchQueries({ include: [UnreadNotificationsDocument] });
    before.current = nodes;
  }, [nodes, client]);
  const jobs = nodes ?? [];
  if (busy !== jobs.length > 0) setBusy(jobs.length > 0);
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
        <LinearProgress
          aria-label={t('shell.running')}
          {...(total > 0 ? { variant: 'determinate', value: Math.min(100, (done / total) * 100) } : {})}
        />
      </Link>
    </aside>
  );
}
