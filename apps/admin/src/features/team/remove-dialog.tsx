import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { FormProblem, FormStack } from '../../shared/form/field.tsx';
import { useSession } from '../../shared/session/session.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { Seat } from './operators-page.tsx';
import { SeatRemoveDocument } from './team.graphql.ts';

/** Takes a seat away: someone else's, or one's own, after which there is nothing to see here any more. */
export function RemoveDialog({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const { t } = useTranslation('team');
  const { viewer, brand } = useSession();
  const self = seat.operator.id === viewer.operator.id;
  const { name } = seat.operator;
  const [problem, setProblem] = useState<string>();
  // Who has left may not read the list any more.
  const [remove, busy] = useAct(SeatRemoveDocument, self ? {} : { refetch: ['Team'] });
  const confirm = async () => {
    const acted = await remove({ input: { id: seat.id } });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    if (self) return location.assign('/');
    toast(t('remove.done', { name }));
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={self ? t('leave.title', { brand: brand.name }) : t('remove.title', { name })}
      confirm={self ? t('leave.confirm') : t('remove.confirm')}
      danger
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <FormStack>
        <FormProblem>{problem}</FormProblem>
        <p>{self ? t('leave.text') : t('remove.text', { name, brand: brand.name })}</p>
      </FormStack>
    </ConfirmDialog>
  );
}
