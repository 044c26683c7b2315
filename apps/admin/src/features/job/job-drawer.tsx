import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { JobRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { notTheOneUnderWay, useLive, useLookAgain, useLookOnceMore } from '../../shared/live/live.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { Drawer } from '../../shared/ui/overlay.tsx';
import { Definitions } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { JobDocument } from './job.graphql.ts';
import styles from './job.module.css';
import { JobButtons } from './job-buttons.tsx';
import { JobResult } from './job-result.tsx';
import { isAlive, JobProgress, JobStatusBadge } from './job-state.tsx';
import { subjectPath } from './subject-path.ts';
import { useJobWords } from './use-job-words.ts';

/** One job beside the list, live while it runs. */
export function JobDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['job', 'common']);
  const words = useJobWords();
  const [alive, setAlive] = useState(false);
  const live = useLive();
  const { data, loading, error, refetch } = useQuery(JobDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    pollInterval: alive && !live ? 1000 : 0,
    context: notTheOneUnderWay,
  });
  const job = data?.job;
  const look = () => void refetch().catch(() => undefined);
  useLookOnceMore(alive, look);
  useLookAgain(look, (changed) => changed.id === id && !isAlive(changed.status));
  const changing = job ? isAlive(job.status) : false;
  if (alive !== changing) setAlive(changing);
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: { className: styles.drawer ?? '', role: 'dialog', 'aria-labelledby': 'job-title' },
      }}
    >
      <header className={styles.drawerHead}>
        <h2 id="job-title">{job ? words.name(job.name) : t('common:noun.Job')}</h2>
        <IconButton aria-label={t('common:action.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className={styles.details}>
        {job ? (
          <Details job={job} />
        ) : error ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : loading ? (
          <SkeletonLines lines={7} />
        ) : (
          <EmptyState title={t('common:failure.notFoundTitle')} text={t('notFound')} />
        )}
      </div>
    </Drawer>
  );
}

function Details({ job }: { job: JobRowFragment }) {
  const { t } = useTranslation(['job', 'common']);
  const format = useFormat();
  const when = (moment: string | null | undefined) =>
    moment ? format.exact(moment) : <span className="k-muted">{t('common:state.none')}</span>;
  const to = subjectPath(job.subjectId);
  return (
    <>
      <div className={styles.summary}>
        <JobStatusBadge job={job} />
        <span className={styles.grow} />
        <JobButtons job={job} />
      </div>
      {job.error && (
        <p className={styles.problem} role="note">
          {job.error}
          {job.status === 'RETRYING' && ` ${t('willRetry')}`}
        </p>
      )}
      <Definitions
        items={[
          { term: t('field.progress'), value: <JobProgress job={job} /> },
          ...(job.report ? [{ term: t('field.result'), value: <JobResult report={job.report} /> }] : []),
          { term: t('field.attempts'), value: format.number(job.attempts) },
          ...(to ? [{ term: t('field.subject'), value: <Link to={to}>{t('subject')}</Link> }] : []),
          { term: t('field.createdBy'), value: job.createdBy?.name ?? t('installation') },
          { term: t('field.createdAt'), value: when(job.createdAt) },
          { term: t('field.startedAt'), value: when(job.startedAt) },
          { term: t('field.finishedAt'), value: when(job.finishedAt) },
          ...(job.errorCode ? [{ term: t('field.errorCode'), value: <code>{job.errorCode}</code> }] : []),
          {
            term: t('field.id'),
            value: (
              <span className={styles.id}>
                <code>{job.id}</code>
                <CopyButton text={job.id} label={t('copyId')} />
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
