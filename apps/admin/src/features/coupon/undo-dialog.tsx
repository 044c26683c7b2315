import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { CouponReleaseDocument, CouponRevokeDocument } from './coupon-acts.graphql.ts';
import { showsCoupons } from './use-coupon-act.ts';

/** Takes a coupon back, or gives those back that were used for an order; says before what that means. */
export function UndoDialog(props: { act: 'revoke' | 'release'; id: string; onClose: () => void }) {
  const { act, id } = props;
  const { t } = useTranslation(['coupon', 'common']);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  const [revoke, revoking] = useAct(CouponRevokeDocument, { refetch: showsCoupons });
  const [release, releasing] = useAct(CouponReleaseDocument, { refetch: showsCoupons });
  const submit = async () => {
    setProblem(undefined);
    const input = { id, note: note.trim() || null };
    const acted = act === 'revoke' ? await revoke({ input }) : await release({ input });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    toast(t(`${act}.done`));
    props.onClose();
  };
  return (
    <FormDialog
      title={t(`${act}.title`)}
      confirm={t(`${act}.action`)}
      busy={revoking || releasing}
      dirty={note !== ''}
      danger={act === 'revoke'}
      problem={problem}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <p>{t(`${act}.text`)}</p>
      <TextField
        label={t('field.note')}
        optional
        maxLength={500}
        autoComplete="off"
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
    </FormDialog>
  );
}
