import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportCellInput, ImportWholeFragment } from '../../gql/graphql.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import styles from './import.module.css';
import { ProblemRow } from './problem-row.tsx';
import { cellKey, type Mends } from './use-mends.ts';
import { useProblems } from './use-problems.ts';

/** Every cell that can't be taken over as it is; where it may be mended, in its place. */
export function ProblemTable(props: {
  data: ImportWholeFragment;
  mends?: Mends | undefined;
  onSubmit?: () => void;
  onRestore?: (cell: ImportCellInput) => void;
}) {
  const { t } = useTranslation(['import', 'common']);
  const { data, mends, onRestore } = props;
  const list = useProblems(data.id);
  const table = useRef<HTMLTableElement>(null);
  // What a check found is known once it has ended; another version is another finding.
  const { refetch } = list;
  const found = `${data.version} ${data.status} ${data.finishedAt ?? ''}`;
  const shown = useRef(found);
  useEffect(() => {
    if (shown.current === found || data.status === 'CHECKING') return;
    shown.current = found;
    refetch();
  }, [found, data.status, refetch]);

  const focusNext = (from: HTMLElement) => {
    const inputs = [...(table.current?.querySelectorAll<HTMLElement>('input') ?? [])];
    inputs[inputs.indexOf(from) + 1]?.focus();
  };
  if (list.error) return <FailureState error={list.error} onRetry={refetch} />;
  if (list.rows.length === 0 && !list.loading) return null;
  const { total = 0 } = list;
  const lead =
    data.problemCount > total
      ? t('problems.first', { count: data.problemCount, shown: total })
      : t('problems.count', { count: total });
  return (
    <Panel title={t('problems.title')} lead={total > 0 && lead} flush>
      {list.loading ? (
        <div style={{ padding: 16 }}>
          <SkeletonLines lines={6} />
        </div>
      ) : (
        <table className={styles.problems} aria-label={t('problems.title')} ref={table}>
          <thead>
            <tr>
              <th>{t('problems.line')}</th>
              <th>{t('problems.column')}</th>
              <th>{t('problems.value')}</th>
              <th>{t('problems.what')}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((problem, at) => {
              const key = cellKey(problem);
              const { columnIndex } = problem;
              const header = columnIndex == null ? '' : data.columns[columnIndex]?.header;
              return (
                <ProblemRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: one cell can have several problems, in a fixed order
                  key={`${key} ${problem.code} ${at}`}
                  problem={problem}
                  column={header || (columnIndex == null ? '' : String(columnIndex + 1))}
                  mend={key === undefined ? undefined : mends?.values.get(key)}
                  onMend={mends && key !== undefined ? (value) => mends.mend(problem, value) : undefined}
                  onRestore={
                    onRestore && columnIndex != null
                      ? () => onRestore({ line: problem.line, columnIndex, value: null })
                      : undefined
                  }
                  onNext={focusNext}
                  onSubmit={props.onSubmit}
                />
              );
            })}
          </tbody>
        </table>
      )}
      {list.hasNext && (
        <div className={styles.more}>
          <Button onClick={list.loadNext}>{t('common:action.showMore')}</Button>
        </div>
      )}
    </Panel>
  );
}
