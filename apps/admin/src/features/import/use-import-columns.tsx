import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { ImportStatusBadge } from './import-status.tsx';
import { isBusy } from './import-steps.ts';
import { JobBar } from './job-bar.tsx';

export const defaultImportColumns = [
  'fileName',
  'status',
  'kind',
  'rows',
  'created',
  'updated',
  'unchanged',
  'failed',
  'createdBy',
  'createdAt',
];

const counts = {
  created: 'createdCount',
  updated: 'updatedCount',
  unchanged: 'unchangedCount',
  failed: 'failedCount',
} as const satisfies Record<string, keyof ImportRowFragment>;
const begun = new Set<ImportRowFragment['status']>([
  'RUNNING',
  'COMPLETED',
  'CANCELLED',
  'FAILED',
  'UNDOING',
  'UNDONE',
]);

/** All columns that the list of imports can show. */
export function useImportColumns(): Column<ImportRowFragment>[] {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  return useMemo(() => {
    const none = <span className="k-muted">{t('common:state.none')}</span>;
    const text = (id: string, label: string, width: number, read: (row: ImportRowFragment) => string) => ({
      id,
      label,
      width,
      text: read,
      cell: (row: ImportRowFragment) => read(row) || none,
    });
    const count = (id: keyof typeof counts): Column<ImportRowFragment> => ({
      ...text(id, t(`count.${id}`), 86, (row) =>
        begun.has(row.status) ? format.number(row[counts[id]]) : '',
      ),
      hint: t(`countHint.${id}`),
      align: 'end',
    });
    const columns: Column<ImportRowFragment>[] = [
      text('fileName', t('field.fileName'), 230, (row) => row.fileName),
      {
        ...text('status', t('field.status'), 150, (row) => t(`status.${row.status}`)),
        cell: (row) =>
          isBusy(row.status) && row.job ? (
            <JobBar job={row.job} label={t(`status.${row.status}`)} />
          ) : (
            <ImportStatusBadge status={row.status} />
          ),
      },
      text('kind', t('field.kind'), 76, (row) => t(`kind.${row.kind}`)),
      {
        ...text('rows', t('field.rows'), 90, (row) =>
          row.rowsTotal == null ? '' : format.number(row.rowsTotal),
        ),
        align: 'end',
      },
      count('created'),
      count('updated'),
      count('unchanged'),
      count('failed'),
      text('createdBy', t('field.createdBy'), 120, (row) => row.createdBy?.name ?? ''),
      text('createdAt', t('field.createdAt'), 150, (row) => format.dateTime(row.createdAt)),
      text('finishedAt', t('field.finishedAt'), 150, (row) =>
        row.finishedAt ? format.dateTime(row.finishedAt) : '',
      ),
      { ...text('size', t('field.size'), 90, (row) => format.bytes(Number(row.fileSize))), align: 'end' },
    ];
    return columns;
  }, [t, format]);
}
