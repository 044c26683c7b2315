import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberClientWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { FormProblem, FormStack } from '../../shared/form/field.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberClientDeleteDocument } from './clients.graphql.ts';

/** Removes a program: whoever signed in by it is signed out. */
export function ClientRemoveDialog(props: { client: MemberClientWholeFragment; onClose: () => void }) {
  const { id, name } = props.client;
  const { t } = useTranslation('brand');
  const [problem, setProblem] = useState<string>();
  const [remove, busy] = useAct(MemberClientDeleteDocument, { refetch: ['MemberClients'] });
  const confirm = async () => {
    const acted = await remove({ input: { id } });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    toast(t('client.removed', { name }));
    props.onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t('client.removeTitle', { name })}
      confirm={t('client.remove')}
      danger
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      <FormStack>
        <FormProblem>{problem}</FormProblem>
        <p>{t('client.removeText')}</p>
      </FormStack>
    </ConfirmDialog>
  );
}
