import { useTranslation } from 'react-i18next';
import type { JobRowFragment, JobStatus } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Badge, type Tone } from '../../shared/ui/page.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import styles from './job.module.css';

export const jobStatuses = [
  'DEAD',
  'RUNNING',
  'RETRYING',
  'QUEUED',
  'COMPLETED',
  'CANCELLED',
] as const satisfies JobStatus[];

const tones: Record<JobStatus, Tone> = {
  QUEUED: 'neutral',
  RUNNING: 'info',
  RETRYING: 'warning',
  COMPLETED: 'positive',
  CANCELLED: 'neutral',
  DEAD: 'danger',
};

/** Whether a job will change by itself. */
export function isAlive(status: JobStatus): boolean {
  return status === 'QUEUED' || status === 'RUNNING' || status === 'RETRYING';
}

export function JobStatusBadge({ job }: { job: Pick<JobRowFragment, 'status' | 'cancelRequested'> }) {
  const { t } = useTranslation('job');
  const stopping = job.cancelRequested && isAlive(job.status);
  return (
    <Badge tone={stopping ? 'warning' : tones[job.status]}>
      {stopping ? t('stopping') : t(`status.${job.status}`)}
    </Badge>
  );
}

/** How far a job is: a bar while it runs, what was done afterwards. */
export function JobProgress({ job }: { job: JobRowFragment }) {
  const { t } = useTranslation(['job', 'common']);
  const format = useFormat();
  const done = Number(job.progressDone);
  const total = Number(job.progressTotal ?? 0);
  if (job.status !== 'RUNNING') {
    if (total > 0) return t('progress', { done, total });
    return done > 0 ? format.number(done) : <span className="k-muted">{t('common:state.none')}</span>;
  }
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : undefined;
  return (
    <span className={styles.progress}>
      <span>
        {total > 0 ? t('progress', { done, total }) : t('progressUnknown', { done })}
        {percent !== undefined && ` · ${format.number(Math.floor(percent))}%`}
      </span>
      <Progress label={t('field.progress')} value={percent} />
    </span>
  );
}
