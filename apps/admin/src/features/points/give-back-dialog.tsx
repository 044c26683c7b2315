import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { PointsStatementEntryFragment } from '../../gql/graphql.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { PointsGiveBackDocument } from './points-acts.graphql.ts';
import { usePointsAct } from './use-points-act.ts';

/** Gives back what a redemption took, whole. */
export function GiveBackDialog(props: { entry: PointsStatementEntryFragment; onClose: () => void }) {
  const { t } = useTranslation(['points', 'common']);
  const [giveBack] = usePointsAct(PointsGiveBackDocument);
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      reason: z.string().check(z.maxLength(500, t('common:form.tooLong', { limit: 500 }))),
    }),
    defaultValues: { reason: '' },
    send: ({ reason }) => giveBack({ entryId: props.entry.id, reason: reason || null }),
    onDone: () => {
      toast(t('giveBack.done'));
      props.onClose();
    },
  });
  return (
    <FormDialog
      title={t('giveBack.title')}
      confirm={t('giveBack.confirm')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <p>{t('giveBack.text', { points: -Number(props.entry.points) })}</p>
      <TextField
        label={t('field.reason')}
        hint={t('form.reasonHint')}
        optional
        error={form.formState.errors.reason?.message}
        {...form.register('reason')}
      />
    </FormDialog>
  );
}
