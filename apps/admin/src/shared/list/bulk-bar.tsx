import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowedJobFragment } from '../../gql/graphql.ts';
import type { FollowedJob } from '../job/use-followed-job.ts';
import { Button } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';
import styles from './bulk-bar.module.css';

/** What can be done with the ticked rows; while a job does it, how far it is; afterwards, how it went. */
export function BulkBar(props: {
  /** How many are ticked; of all that match, when they are. */
  count: number;
  total: number | undefined;
  followed: FollowedJob;
  onClear: () => void;
  /** Chooses all that match, also those not fetched; undefined when they are chosen. */
  onAll: (() => void) | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation('common');
  const { count, total, followed } = props;
  const { job, alive } = followed;
  if (!job && count === 0) return null;
  return (
    <section className={styles.bar} aria-label={job ? t('bulk.job') : t('list.selected', { count })}>
      {job && alive ? (
        <Running job={job} onStop={followed.cancel} />
      ) : job ? (
        <>
          <Outcome job={job} />
          <span className={styles.spring} />
          <Button variant="text" to={`/jobs?open=${job.id}`}>
            {t('bulk.open')}
          </Button>
          <Button onClick={followed.forget}>{t('action.close')}</Button>
        </>
      ) : (
        <>
          <strong>{props.onAll ? t('list.selected', { count }) : t('list.selectedAll', { count })}</strong>
          {props.onAll && total !== undefined && count < total && (
            <Button variant="text" onClick={props.onAll}>
              {t('list.selectMatching', { count: total })}
            </Button>
          )}
          <span className={styles.spring} />
          {props.children}
          <Button variant="text" onClick={props.onClear}>
            {t('list.clearSelection')}
          </Button>
        </>
      )}
    </section>
  );
}

function Running({ job, onStop }: { job: FollowedJobFragment; onStop: () => void }) {
  const { t } = useTranslation('common');
  const total = Number(job.progressTotal ?? 0);
  const label = t('bulk.progress', { done: Number(job.progressDone), total });
  return (
    <>
      <Progress
        className={styles.progress}
        label={label}
        value={total > 0 ? (Number(job.progressDone) / total) * 100 : undefined}
      />
      <span>{label}</span>
      <Button onClick={onStop} disabled={job.cancelRequested}>
        {t('bulk.stop')}
      </Button>
    </>
  );
}

function Outcome({ job }: { job: FollowedJobFragment }) {
  const { t } = useTranslation('common');
  const { report } = job;
  const rest = report ? report.total - report.done - report.unchanged - report.failed : 0;
  return (
    <>
      <span role="status">
        {[
          report && t('bulk.done', { ok: report.done }),
          report && report.unchanged > 0 && t('bulk.unchanged', { count: report.unchanged }),
          report && report.failed > 0 && t('bulk.failed', { count: report.failed }),
          rest > 0 && t('bulk.cancelled', { rest }),
          job.error,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {report?.failedFile?.url && (
        <a href={report.failedFile.url} download={report.failedFile.name}>
          {t('bulk.report')}
        </a>
      )}
    </>
  );
}
