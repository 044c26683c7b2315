import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useKeyedAct } from '../../shared/api/use-keyed-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import type { HeldBenefit } from './benefits.ts';
import { showsTiers } from './ladders.ts';
import { BenefitUseDocument } from './member-tier.graphql.ts';

/** Notes that a member has had a benefit. */
export function UseDialog(props: { memberId: string; benefit: HeldBenefit; onClose: () => void }) {
  const { memberId, benefit, onClose } = props;
  const { t } = useTranslation(['tier', 'common']);
  const [use] = useKeyedAct(BenefitUseDocument, { refetch: showsTiers });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      note: z.string().check(z.maxLength(200, t('common:form.tooLong', { limit: 200 }))),
    }),
    defaultValues: { note: '' },
    send: ({ note }) => use({ memberId, benefitId: benefit.id, note: note || null }),
    onDone: () => {
      toast(t('use.done', { name: benefit.name }));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('use.title', { name: benefit.name })}
      confirm={t('use.action')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('use.text')}</p>
      {benefit.left !== null && (
        <p>
          <strong>{t(`member.left.${benefit.period ?? 'YEAR'}`, { count: benefit.left })}</strong>
        </p>
      )}
      <TextField
        label={t('use.note')}
        hint={t('use.noteHint')}
        optional
        autoComplete="off"
        error={form.formState.errors.note?.message}
        {...form.register('note')}
      />
    </FormDialog>
  );
}
