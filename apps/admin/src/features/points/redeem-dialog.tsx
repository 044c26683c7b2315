import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { PointsRedeemDocument } from './points-acts.graphql.ts';
import { typedPoints, usePointsField } from './use-points.ts';
import { usePointsAct } from './use-points-act.ts';
import type { Wallet } from './wallet-summary.tsx';

/** Spends a member's points. */
export function RedeemDialog(props: { memberId: string; wallet: Wallet; onClose: () => void }) {
  const { t } = useTranslation(['points', 'common']);
  const points = usePointsField();
  const [redeem] = usePointsAct(PointsRedeemDocument);
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      points,
      reason: z.string().check(z.maxLength(500, t('common:form.tooLong', { limit: 500 }))),
    }),
    defaultValues: { points: '', reason: '' },
    send: (values) =>
      redeem({ memberId: props.memberId, points: Number(values.points), reason: values.reason || null }),
    onDone: (_, values) => {
      toast(t('redeem.done', { points: Number(values.points) }));
      props.onClose();
    },
  });
  const { errors } = form.formState;
  const before = Number(props.wallet.available);
  const typed = typedPoints(form.watch('points'));
  return (
    <FormDialog
      title={t('redeem.title')}
      confirm={t('redeem.action')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <p>{t('redeem.text')}</p>
      <TextField
        label={t('field.points')}
        inputMode="numeric"
        autoComplete="off"
        hint={
          typed && typed <= before
            ? t('form.after', { before, after: before - typed })
            : t('form.available', { points: before })
        }
        error={errors.points?.message}
        {...form.register('points')}
      />
      <TextField
        label={t('redeem.reason')}
        hint={t('redeem.reasonHint')}
        optional
        error={errors.reason?.message}
        {...form.register('reason')}
      />
    </FormDialog>
  );
}
