import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { JobRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import styles from './job.module.css';
import { JobButtons } from './job-buttons.tsx';
import { JobResult } from './job-result.tsx';
import { JobProgress, JobStatusBadge } from './job-state.tsx';
import { subjectPath } from './subject-path.ts';
import { useJobWords } from './use-job-words.ts';

export const defaultJobColumns = [
  'name',
  'status',
  'progress',
  'result',
  'subject',
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
      text('name', t('field.name'), 180, (job) => name(job.name)),
      {
        ...text('status', t('field.status'), 130, (job) => t(`status.${job.status}`)),
        cell: (job) => <JobStatusBadge job={job} />,
      },
      { id: 'progress', label: t('field.progress'), width: 180, cell: (job) => <JobProgress job={job} /> },
      { id: 'result', label: t('field.result'), width: 210, cell: (job) => <JobResult job={job} /> },
      {
        id: 'subject',
        label: t('field.subject'),
        width: 110,
        cell: (job) => {
          const to = subjectPath(job.subjectId);
          return to ? <Link to={to}>{t('subject')}</Link> : none;
        },
      },
      {
        ...text('error', t('field.error'), 240, (job) => job.error ?? ''),
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
      text('createdBy', t('field.createdBy'), 120, (job) => job.createdBy?.name ?? t('installation')),
      moment('createdAt'),
      moment('startedAt'),
      moment('finishedAt'),
      {
        id: 'actions',
        label: t('field.actions'),
        width: 110,
        cell: (job) => <JobButtons job={job} quiet />,
      },
    ];
    return columns;
  }, [t, format]);
}
