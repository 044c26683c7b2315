import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { PointsStatementEntryFragment } from '../../gql/graphql.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { PointsTakeBackDocument } from './points-acts.graphql.ts';
import { PointsProgrammeDocument } from './programme.graphql.ts';
import { usePointsField } from './use-points.ts';
import { usePointsAct } from './use-points-act.ts';

/** Takes points of an earning back. */
export function TakeBackDialog(props: { entry: PointsStatementEntryFragment; onClose: () => void }) {
  const { t } = useTranslation(['points', 'common']);
  const points = usePointsField();
  const { data } = useQuery(PointsProgrammeDocument, { fetchPolicy: 'cache-and-network' });
  const [takeBack] = usePointsAct(PointsTakeBackDocument);
  const left = Number(props.entry.leftToTakeBack);
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      points,
      reason: z.string().check(z.maxLength(500, t('common:form.tooLong', { limit: 500 }))),
    }),
    defaultValues: { points: String(left), reason: '' },
    send: (values) =>
      takeBack({
        entryId: props.entry.id,
        points: Number(values.points),
        reason: values.reason || null,
      }),
    onDone: () => {
      toast(t('takeBack.done'));
      props.onClose();
    },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('takeBack.title')}
      confirm={t('takeBack.confirm')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      danger
      onSubmit={submit}
      onClose={props.onClose}
    >
      <p>
        {t('takeBack.text')}{' '}
        {data && (data.pointsProgramme.belowZero ? t('takeBack.owed') : t('takeBack.missed'))}
      </p>
      <TextField
        label={t('field.points')}
        inputMode="numeric"
        autoComplete="off"
        hint={t('takeBack.most', { points: left })}
        error={errors.points?.message}
        {...form.register('points')}
      />
      <TextField
        label={t('field.reason')}
        hint={t('form.reasonHint')}
        optional
        error={errors.reason?.message}
        {...form.register('reason')}
      />
    </FormDialog>
  );
}
