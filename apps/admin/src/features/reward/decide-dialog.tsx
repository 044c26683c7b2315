import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../shared/api/use-act.ts';
import { TextArea } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { RedemptionDecideDocument } from './redemption.graphql.ts';
import { type Redemption, showsRedemptions } from './redemptions.ts';

/** What is written when a redemption is decided with a word about it. */
const acts = { FULFIL: 'handOver', CANCEL: 'cancel' } as const;

/** Cancels a redemption, or notes that it was handed over, with a word about it. */
export function DecideDialog(props: {
  redemption: Redemption;
  action: keyof typeof acts;
  onClose: () => void;
}) {
  const { redemption, action, onClose } = props;
  const { t } = useTranslation(['reward', 'common']);
  const words = acts[action];
  const said = {
    name: memberName(redemption.member, t('unnamed')),
    reward: redemption.reward.name,
    points: Number(redemption.points),
  };
  const [decide] = useAct(RedemptionDecideDocument, { refetch: showsRedemptions });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      note: z.string().check(z.maxLength(500, t('common:form.tooLong', { limit: 500 }))),
    }),
    defaultValues: { note: '' },
    send: ({ note }) => decide({ input: { id: redemption.id, action, note: note || null } }),
    onDone: () => {
      toast(t(`${words}.done`, said));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t(`${words}.title`)}
      confirm={t(`${words}.confirm`)}
      busy={busy}
      dirty={dirty}
      problem={problem}
      danger={action === 'CANCEL'}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`${words}.text`, said)}</p>
      <TextArea
        label={t('field.note')}
        hint={t('hint.note')}
        optional
        rows={2}
        error={form.formState.errors.note?.message}
        {...form.register('note')}
      />
    </FormDialog>
  );
}
