import { useTranslation } from 'react-i18next';
import type { ImportWholeFragment } from '../../gql/graphql.ts';
import { FormProblem } from '../../shared/form/field.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import styles from './import.module.css';
import { ImportUndoDocument } from './import-acts.graphql.ts';
import { useImportAct } from './use-import-act.ts';

/** Says what undoing will do before it does it; when something depends on the import, says what. */
export function UndoDialog({ data, onClose }: { data: ImportWholeFragment; onClose: () => void }) {
  const { t } = useTranslation(['import', 'common']);
  const { act, busy, errors } = useImportAct(ImportUndoDocument);
  const [error] = errors;
  const blocked = error?.code === 'IMPORT_UNDO_BLOCKED';
  const confirm = async () => {
    if (await act({ input: { id: data.id } })) onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t('undo.title')}
      confirm={t('undo.action')}
      cancel={t(blocked ? 'common:action.close' : 'common:action.cancel')}
      danger
      busy={busy}
      disabled={blocked}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{t('undo.lead', { name: data.fileName })}</p>
      <ul className={styles.bullets}>
        {data.createdCount > 0 && <li>{t('undo.created', { count: data.createdCount })}</li>}
        {data.updatedCount > 0 && <li>{t('undo.updated', { count: data.updatedCount })}</li>}
        {data.kind === 'ORDERS' && <li>{t('undo.members')}</li>}
        <li>{t('undo.rest')}</li>
      </ul>
      {error && (
        <FormProblem>
          {error.message} {blocked && t('undo.blocked')}
        </FormProblem>
      )}
    </ConfirmDialog>
  );
}
