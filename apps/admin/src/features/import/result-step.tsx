import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportAction, ImportWholeFragment } from '../../gql/graphql.ts';
import { FormProblem } from '../../shared/form/field.tsx';
import { useFormat } from '../../shared/format/use-format.ts';
import { Alert } from '../../shared/ui/alert.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { CountTiles } from './count-tiles.tsx';
import styles from './import.module.css';
import { ImportCancelDocument, ImportRunDocument } from './import-acts.graphql.ts';
import { ProblemTable } from './problem-table.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { RefusalAlert } from './refusal-alert.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import { useImportAct } from './use-import-act.ts';

/** The run while it goes on, and afterwards what came of every row. */
export function ResultStep({ data, actions }: { data: ImportWholeFragment; actions: ImportAction[] }) {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  const [dialog, setDialog] = useState<'cancel' | 'undo'>();
  const cancel = useImportAct(ImportCancelDocument);
  const run = useImportAct(ImportRunDocument);
  const { status } = data;
  const running = status === 'RUNNING';
  const confirmCancel = async () => {
    if (await cancel.act({ input: { id: data.id } })) setDialog(undefined);
  };
  return (
    <>
      {(running || status === 'UNDOING') && (
        <ProgressPanel data={data} title={t(running ? 'result.running' : 'result.undoing')}>
          {actions.includes('CANCEL') && (
            <Button onClick={() => setDialog('cancel')}>{t('result.cancel')}</Button>
          )}
        </ProgressPanel>
      )}
      <RefusalAlert data={data} />
      <Outcome data={data} />
      <CountTiles
        label={t('result.counts')}
        items={(['created', 'updated', 'unchanged', 'failed'] as const).map((key) => {
          const value = data[`${key}Count`];
          return {
            key,
            label: t(`count.${key}`),
            hint: t(`countHint.${key}`),
            value: format.number(value),
            tone: key === 'failed' && value > 0 ? 'danger' : undefined,
          };
        })}
      />
      <div className={styles.acts}>
        {!running && status !== 'UNDONE' && (
          <>
            {data.kind === 'ORDERS' && <Button to="/orders">{t('result.toOrders')}</Button>}
            <Button to="/members?source=IMPORT">{t('result.toMembers')}</Button>
          </>
        )}
        {data.failedRowsUrl && (
          <Button href={data.failedRowsUrl} download startIcon={<DownloadIcon />}>
            {t('result.failedRows', { count: data.failedCount })}
          </Button>
        )}
        <span className={styles.grow} />
        {actions.includes('UNDO') && (
          <Button color="error" onClick={() => setDialog('undo')}>
            {t('undo.action')}
          </Button>
        )}
        {actions.includes('RUN') && (
          <Button
            variant="contained"
            loading={run.busy}
            onClick={() => void run.act({ input: { id: data.id } })}
          >
            {t('result.goOn')}
          </Button>
        )}
      </div>
      <FormProblem>{run.errors[0]?.message}</FormProblem>
      {!running && data.failedCount > 0 && <ProblemTable data={data} />}
      <ConfirmDialog
        open={dialog === 'cancel'}
        title={t('result.cancelTitle')}
        confirm={t('result.cancel')}
        cancel={t('common:action.close')}
        danger
        busy={cancel.busy}
        onConfirm={() => void confirmCancel()}
        onClose={() => setDialog(undefined)}
      >
        {t('result.cancelText')}
        <FormProblem>{cancel.errors[0]?.message}</FormProblem>
      </ConfirmDialog>
      {dialog === 'undo' && <UndoDialog data={data} onClose={() => setDialog(undefined)} />}
    </>
  );
}

/** In a sentence, how it ended. */
function Outcome({ data }: { data: ImportWholeFragment }) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const when = format.dateTime(data.undoneAt ?? data.finishedAt ?? data.createdAt);
  switch (data.status) {
    case 'COMPLETED': {
      const nothing = data.createdCount + data.updatedCount === 0;
      const key = nothing && data.failedCount === 0 ? 'same' : data.failedCount > 0 ? 'partly' : 'done';
      return (
        <Alert tone={key === 'partly' ? 'warning' : 'positive'}>
          {t(`result.${key}`, { when, count: data.failedCount })}
        </Alert>
      );
    }
    case 'CANCELLED':
      return <Alert tone="warning">{t('result.cancelled', { when })}</Alert>;
    case 'FAILED':
      return <Alert tone="danger">{t('result.failed')}</Alert>;
    case 'UNDONE':
      return <Alert tone="info">{t('result.undone', { when })}</Alert>;
    default:
      return null;
  }
}
