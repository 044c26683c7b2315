import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ImportWholeFragment } from '../../gql/graphql.ts';
import { FormProblem } from '../../shared/form/field.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { ImportDiscardDocument } from './import-acts.graphql.ts';
import { useForgetList } from './use-forget-list.ts';
import { useImportAct } from './use-import-act.ts';

/** Deletes an import that has written nothing, with its file. */
export function DiscardDialog({ data, onClose }: { data: ImportWholeFragment; onClose: () => void }) {
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  const forgetList = useForgetList();
  const { act, busy, errors } = useImportAct(ImportDiscardDocument);
  const confirm = async () => {
    if (!(await act({ input: { id: data.id } }))) return;
    forgetList();
    toast(t('discard.done', { name: data.fileName }));
    void navigate('/imports', { replace: true });
  };
  return (
    <ConfirmDialog
      open
      title={t('discard.title')}
      confirm={t('discard.action')}
      danger
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {t('discard.text', { name: data.fileName })}
      <FormProblem>{errors[0]?.message}</FormProblem>
    </ConfirmDialog>
  );
}
