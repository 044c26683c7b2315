import { useQuery } from '@apollo/client/react';
import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../shared/format/use-format.ts';
import { notTheOneUnderWay, useLookAgain } from '../../shared/live/live.ts';
import { DeadJobsDocument } from './job.graphql.ts';
import styles from './job.module.css';
import { JobButtons } from './job-buttons.tsx';
import { subjectPath } from './subject-path.ts';
import { useJobWords } from './use-job-words.ts';

const shown = 3;

/** Jobs that failed for good stand above all others until someone runs them again. */
export function DeadJobs({ pollInterval }: { pollInterval: number }) {
  const { t } = useTranslation('job');
  const format = useFormat();
  const words = useJobWords();
  const { data, refetch } = useQuery(DeadJobsDocument, {
    variables: { first: shown },
    fetchPolicy: 'cache-and-network',
    pollInterval,
    context: notTheOneUnderWay,
  });
  const jobs = data?.jobs.nodes ?? [];
  useLookAgain(
    () => void refetch().catch(() => undefined),
    ({ id, status }) => (status === 'DEAD') !== jobs.some((job) => job.id === id),
  );
  const total = data?.jobs.totalCount ?? 0;
  if (jobs.length === 0) return null;
  return (
    <section className={styles.dead} aria-label={t('dead.title', { count: total })}>
      <h2>
        <ErrorIcon /> {t('dead.title', { count: total })}
        {total > jobs.length && <Link to="/jobs?status=DEAD">{t('dead.all')}</Link>}
      </h2>
      <ul>
        {jobs.map((job) => {
          const to = subjectPath(job.subjectId);
          return (
            <li key={job.id}>
              <div className={styles.grow}>
                <Link to={`/jobs?open=${job.id}`}>{words.name(job.name)}</Link>
                <span className={styles.sub}>
                  {' '}
                  {format.dateTime(job.finishedAt ?? job.createdAt)}
                  {to && (
                    <>
                      {' · '}
                      <Link to={to}>{t('subject')}</Link>
                    </>
                  )}
                </span>
                <div className={styles.error}>{job.error}</div>
              </div>
              <JobButtons job={job} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
