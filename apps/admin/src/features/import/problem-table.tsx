import Button from '@mui/material/Button';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportWholeFragment } from '../../gql/graphql.ts';
import { FormProblem } from '../../shared/form/field.tsx';
import { UnsavedGuard } from '../../shared/form/unsaved-guard.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import styles from './import.module.css';
import { ImportMendDocument } from './import-acts.graphql.ts';
import { ProblemRow } from './problem-row.tsx';
import { useImportAct } from './use-import-act.ts';
import { cellKey, useMends } from './use-mends.ts';
import { useProblems } from './use-problems.ts';

/** Every cell that can't be taken over as it is; it can be mended in its place, and all is checked again. */
export function ProblemTable({ data, editable }: { data: ImportWholeFragment; editable: boolean }) {
  const { t } = useTranslation(['import', 'common']);
  const list = useProblems(data.id);
  const { mends, mend, clear, cells } = useMends(data.id);
  const { act, busy, errors } = useImportAct(ImportMendDocument);
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

  const submit = async () => {
    if (cells.length > 0 && (await act({ input: { id: data.id, cells } }))) clear();
  };
  const focusNext = (from: HTMLElement) => {
    const inputs = [...(table.current?.querySelectorAll<HTMLElement>('input') ?? [])];
    inputs[inputs.indexOf(from) + 1]?.focus();
  };
  if (list.error) return <FailureState error={list.error} onRetry={refetch} />;
  if (list.rows.length === 0 && !list.loading) return null;
  return (
    <>
      <Panel
        title={t('problems.title')}
        lead={list.total === undefined ? undefined : t('problems.count', { count: list.total })}
        flush
      >
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
                const header =
                  problem.columnIndex == null ? undefined : data.columns[problem.columnIndex]?.header;
                return (
                  <ProblemRow
                    // biome-ignore lint/suspicious/noArrayIndexKey: one cell can have several problems, in a fixed order
                    key={`${key} ${problem.code} ${at}`}
                    problem={problem}
                    column={header ?? (problem.columnIndex == null ? '' : String(problem.columnIndex + 1))}
                    mend={key === undefined ? undefined : mends.get(key)}
                    onMend={editable && key !== undefined ? (value) => mend(problem, value) : undefined}
                    onNext={focusNext}
                    onSubmit={() => void submit()}
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
      {editable && mends.size > 0 && (
        <div className={styles.mendBar}>
          <span className={styles.grow}>
            {t('problems.mended', { count: mends.size })}
            <FormProblem>{errors[0]?.message}</FormProblem>
          </span>
          <Button variant="text" onClick={clear}>
            {t('common:action.discard')}
          </Button>
          <Button variant="contained" loading={busy} onClick={() => void submit()}>
            {t('problems.checkAgain')}
          </Button>
        </div>
      )}
      <UnsavedGuard dirty={editable && mends.size > 0} />
    </>
  );
}
