import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import * as z from 'zod/mini';
import { SelectField, TextArea, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { Alert } from '../../shared/ui/alert.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { PointsAdjustDocument } from './points-acts.graphql.ts';
import { PointsProgrammeDocument } from './programme.graphql.ts';
import { typedPoints, usePointsField, usePointsFormat } from './use-points.ts';
import { usePointsAct } from './use-points-act.ts';
import type { Wallet } from './wallet-summary.tsx';

/** Gives or takes points by hand; says beforehand what becomes of it. */
export function AdjustDialog(props: { memberId: string; wallet: Wallet; onClose: () => void }) {
  const { t } = useTranslation(['points', 'common']);
  const navigate = useNavigate();
  const points = usePointsField();
  const [adjust] = usePointsAct(PointsAdjustDocument);
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      direction: z.enum(['give', 'take']),
      points,
      reason: z
        .string()
        .check(z.refine((text) => text.trim() !== '', t('common:form.required')))
        .check(z.maxLength(500, t('common:form.tooLong', { limit: 500 }))),
    }),
    defaultValues: { direction: 'give', points: '', reason: '' },
    send: ({ direction, reason, ...values }) =>
      adjust({
        memberId: props.memberId,
        points: Number(values.points) * (direction === 'give' ? 1 : -1),
        reason,
      }),
    onDone: (data) => {
      const { adjustment } = data.pointsAdjust;
      if (adjustment?.status === 'WAITING')
        toast(t('adjust.waiting'), {
          action: { label: t('adjust.see'), run: () => void navigate('/points/adjustments') },
        });
      else toast(t('adjust.done'));
      props.onClose();
    },
  });
  const { errors } = form.formState;
  const direction = form.watch('direction');
  const typed = typedPoints(form.watch('points'));
  const becomes = useWhatBecomes({ direction, typed, available: Number(props.wallet.available) });
  return (
    <FormDialog
      title={t('adjust.title')}
      confirm={becomes?.waits ? t('adjust.ask') : t('adjust.confirm')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <SelectField label={t('adjust.direction')} {...form.register('direction')}>
        <option value="give">{t('adjust.give')}</option>
        <option value="take">{t('adjust.take')}</option>
      </SelectField>
      <TextField
        label={t('field.points')}
        inputMode="numeric"
        autoComplete="off"
        hint={t('form.available', { points: Number(props.wallet.available) })}
        error={errors.points?.message}
        {...form.register('points')}
      />
      <TextArea
        label={t('field.reason')}
        rows={3}
        hint={t('form.reasonHint')}
        error={errors.reason?.message}
        {...form.register('reason')}
      />
      {becomes && <Alert tone={becomes.waits ? 'warning' : 'info'}>{becomes.text}</Alert>}
    </FormDialog>
  );
}

/** What becomes of an adjustment by the rules of the brand; undefined as long as they or the points aren't known. */
function useWhatBecomes(asked: { direction: 'give' | 'take'; typed: number | undefined; available: number }) {
  const { t } = useTranslation('points');
  const { lastDay } = usePointsFormat();
  const { data } = useQuery(PointsProgrammeDocument, { fetchPolicy: 'cache-and-network' });
  const { direction, typed, available } = asked;
  const programme = data?.pointsProgramme;
  if (!programme || !typed) return undefined;
  const { approvalAbove: above, expiresAt, belowZero } = programme;
  if (above != null && typed > Number(above))
    return { waits: true, text: t('adjust.waits', { limit: Number(above) }) };
  if (direction === 'give')
    return {
      waits: false,
      text: expiresAt ? t('adjust.giveNow', { date: lastDay(expiresAt) }) : t('adjust.giveForever'),
    };
  const missing = typed - Math.max(0, available);
  if (belowZero && missing > 0) return { waits: false, text: t('adjust.takeOwed', { points: missing }) };
  return { waits: false, text: t('adjust.takeNow') };
}
