import { useTranslation } from 'react-i18next';
import type { ImportAction, ImportWholeFragment } from '../../gql/graphql.ts';
import { FormProblem } from '../../shared/form/field.tsx';
import { useFormat } from '../../shared/format/use-format.ts';
import { Alert } from '../../shared/ui/alert.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CountTiles } from './count-tiles.tsx';
import styles from './import.module.css';
import {
  ImportCancelDocument,
  ImportCheckDocument,
  ImportMendDocument,
  ImportRunDocument,
} from './import-acts.graphql.ts';
import { MendBar } from './mend-bar.tsx';
import { ProblemTable } from './problem-table.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { RefusalAlert } from './refusal-alert.tsx';
import { useImportAct } from './use-import-act.ts';
import { useMends } from './use-mends.ts';

/** The dry run: what of the file can be taken over, and what is wrong at which cell. */
export function CheckStep({ data, actions }: { data: ImportWholeFragment; actions: ImportAction[] }) {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  const check = useImportAct(ImportCheckDocument);
  const cancel = useImportAct(ImportCancelDocument);
  const run = useImportAct(ImportRunDocument);
  const mend = useImportAct(ImportMendDocument);
  const mends = useMends(data.id);
  const input = { id: data.id };
  const checking = data.status === 'CHECKING';
  const checked = data.status === 'CHECKED';
  const invalid = data.rowsInvalid ?? 0;
  const valid = data.rowsValid ?? 0;
  const unanswered = data.questions.some(({ answer }) => answer == null);
  const mendable = actions.includes('MEND') && !checking;
  const dirty = mendable && mends.cells.length > 0;
  const handIn = async () => {
    if (dirty && (await mend.act({ input: { ...input, cells: mends.cells } }))) mends.clear();
  };
  const [problem] = [...check.errors, ...cancel.errors, ...run.errors];
  return (
    <>
      {checking && (
        <ProgressPanel data={data} title={t('check.running')}>
          {actions.includes('CANCEL') && (
            <Button loading={cancel.busy} onClick={() => void cancel.act({ input })}>
              {t('check.cancel')}
            </Button>
          )}
        </ProgressPanel>
      )}
      <RefusalAlert data={data} />
      {checked && (
        <>
          <CountTiles
            label={t('check.found')}
            items={[
              { key: 'rows', label: t('field.rows'), value: format.number(data.rowsTotal ?? 0) },
              { key: 'valid', label: t('check.valid'), value: format.number(valid), tone: 'positive' },
              {
                key: 'invalid',
                label: t('check.invalid'),
                value: format.number(invalid),
                tone: invalid > 0 ? 'danger' : undefined,
              },
            ]}
          />
          {unanswered && (
            <Alert
              tone="warning"
              action={
                <Button color="inherit" to="?step=columns">
                  {t('check.answer')}
                </Button>
              }
            >
              {t('check.unanswered')}
            </Alert>
          )}
        </>
      )}
      {(checking || invalid > 0) && (
        <ProblemTable
          data={data}
          {...(mendable && {
            mends,
            onSubmit: () => void handIn(),
            onRestore: (cell) => void mend.act({ input: { ...input, cells: [cell] } }),
          })}
        />
      )}
      {dirty && (
        <MendBar
          mends={mends}
          busy={mend.busy}
          problem={mend.errors[0]?.message}
          onSubmit={() => void handIn()}
        />
      )}
      {checked && !dirty && (
        <div className={styles.proceed}>
          <div className={styles.grow}>
            <FormProblem>{problem?.message}</FormProblem>
            <span className={styles.sub}>
              {invalid > 0 ? t('check.leftOut', { count: invalid }) : t('check.allFine')}
            </span>
          </div>
          {actions.includes('CHECK') && (
            <Button variant="text" loading={check.busy} onClick={() => void check.act({ input })}>
              {t('check.again')}
            </Button>
          )}
          {actions.includes('RUN') && (
            <Button
              variant="contained"
              disabled={valid === 0}
              loading={run.busy}
              onClick={() => void run.act({ input })}
            >
              {t('check.run', { count: valid })}
            </Button>
          )}
        </div>
      )}
      {data.status === 'FAILED' && (
        <div className={styles.proceed}>
          <div className={styles.grow}>
            <FormProblem>{problem?.message}</FormProblem>
          </div>
          {actions.includes('MAP') && <Button to="?step=columns">{t('check.toColumns')}</Button>}
          {actions.includes('CHECK') && (
            <Button variant="contained" loading={check.busy} onClick={() => void check.act({ input })}>
              {t('check.again')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
