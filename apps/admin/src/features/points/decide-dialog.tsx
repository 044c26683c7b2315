import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { PointsAdjustmentAction, PointsAdjustmentRowFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { TextArea } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { PointsAdjustmentDecideDocument } from './adjustment.graphql.ts';
import { usePointsFormat } from './use-points.ts';
import { showsPoints } from './use-points-act.ts';

/** Approves, rejects or withdraws an adjustment, with a word about it. */
export function DecideDialog(props: {
  adjustment: PointsAdjustmentRowFragment;
  action: PointsAdjustmentAction;
  onClose: () => void;
}) {
  const { adjustment, action, onClose } = props;
  const { t } = useTranslation(['points', 'common']);
  const { signed } = usePointsFormat();
  const [decide] = useAct(PointsAdjustmentDecideDocument, { refetch: showsPoints });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      note: z.string().check(z.maxLength(500, t('common:form.tooLong', { limit: 500 }))),
    }),
    defaultValues: { note: '' },
    send: ({ note }) => decide({ input: { id: adjustment.id, action, note: note || null } }),
    onDone: () => {
      toast(t(`decide.${action}.done`));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t(`decide.${action}.title`)}
      confirm={t(`decide.${action}.action`)}
      busy={busy}
      dirty={dirty}
      problem={problem}
      danger={action === 'REJECT'}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {t(`decide.${action}.text`, {
          name: memberName(adjustment.member, t('unnamed')),
          points: signed(adjustment.points),
        })}
      </p>
      <TextArea
        label={t('decide.note')}
        hint={t('decide.noteHint')}
        optional
        rows={2}
        error={form.formState.errors.note?.message}
        {...form.register('note')}
      />
    </FormDialog>
  );
}
