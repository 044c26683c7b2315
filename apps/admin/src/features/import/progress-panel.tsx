import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportWholeFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Progress } from '../../shared/ui/progress.tsx';
import styles from './import.module.css';
import { percentOf } from './job-bar.tsx';

/** What is being done with an import right now, how far it is, and the way to stop it. */
export function ProgressPanel(props: { data: ImportWholeFragment; title: string; children?: ReactNode }) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const { job } = props.data;
  const percent = job ? percentOf(job) : undefined;
  const waiting = !job || job.status === 'QUEUED';
  const text = waiting
    ? t('progress.waiting')
    : percent === undefined
      ? t('progress.reading')
      : t('progress.rows', {
          done: Number(job.progressDone),
          total: Number(job.progressTotal),
          percent: format.number(Math.floor(percent)),
        });
  return (
    <section className={styles.progress} aria-label={props.title} aria-live="polite">
      <div className={styles.progressHead}>
        <strong>{props.title}</strong>
        {props.children}
      </div>
      <Progress label={props.title} value={percent} />
      <span className={styles.sub}>
        {text}
        {job?.status === 'RETRYING' && ` · ${t('progress.retrying', { reason: job.error ?? '' })}`}
        {' · '}
        {t('progress.leave')}
      </span>
    </section>
  );
}
