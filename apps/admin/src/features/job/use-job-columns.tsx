import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import styles from './job.module.css';
import { JobButtons } from './job-buttons.tsx';
import { JobResultLine } from './job-result.tsx';
import { JobProgress, JobStatusBadge } from './job-state.tsx';
import { useJobWords } from './use-job-words.ts';

export const defaultJobColumns = [
  'name',
  'status',
  'progress',
  'result',
  'error',
  'createdBy',
  'createdAt',
  'actions',
];

/** All columns that the list of jobs can show. */
export function useJobColumns(): Column<JobRowFragment>[] {
  const { t } = useTranslation(['job', 'common']);
  const format = useFormat();
  const { name } = useJobWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language, as t does
  return useMemo(() => {
    const none = <span className="k-muted">{t('common:state.none')}</span>;
    const text = (id: string, label: string, width: number, read: (job: JobRowFragment) => string) => ({
      id,
      label,
      width,
      text: read,
      cell: (job: JobRowFragment) => read(job) || none,
    });
    const moment = (id: 'createdAt' | 'startedAt' | 'finishedAt') =>
      text(id, t(`field.${id}`), 140, (job) => {
        const at = job[id];
        return at ? format.dateTime(at) : '';
      });
    const columns: Column<JobRowFragment>[] = [
      text('name', t('field.name'), 150, (job) => name(job.name)),
      {
        ...text('status', t('field.status'), 110, (job) => t(`status.${job.status}`)),
        cell: (job) => <JobStatusBadge job={job} />,
      },
      { id: 'progress', label: t('field.progress'), width: 150, cell: (job) => <JobProgress job={job} /> },
      { id: 'result', label: t('field.result'), width: 250, cell: (job) => <JobResultLine job={job} /> },
      {
        ...text('error', t('field.error'), 180, (job) => job.error ?? ''),
        cell: (job) =>
          job.error ? (
            <span className={styles.error} title={job.error}>
              {job.error}
            </span>
          ) : (
            none
          ),
      },
      { ...text('attempts', t('field.attempts'), 80, (job) => format.number(job.attempts)), align: 'end' },
      text('createdBy', t('field.createdBy'), 90, (job) => job.createdBy?.name ?? t('installation')),
      moment('createdAt'),
      moment('startedAt'),
      moment('finishedAt'),
      {
        id: 'actions',
        label: t('field.actions'),
        width: 90,
        cell: (job) => <JobButtons job={job} quiet />,
      },
    ];
    return columns;
  }, [t, format]);
}
