import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../shared/api/use-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { BadgeRevokeDocument } from './badge.graphql.ts';

/** Takes a badge away from a member, with the reason. */
export function RevokeDialog(props: { award: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation(['badge', 'common']);
  const { id, name } = props.award;
  const [revoke] = useAct(BadgeRevokeDocument, { refetch: ['MemberBadges', 'MemberTimeline'] });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      reason: z.string().check(
        z.refine((text) => text.trim() !== '', t('common:form.required')),
        z.maxLength(200, t('common:form.tooLong', { limit: 200 })),
      ),
    }),
    defaultValues: { reason: '' },
    send: ({ reason }) => revoke({ input: { id, reason } }),
    onDone: () => {
      toast(t('revoke.done', { name }));
      props.onClose();
    },
  });
  return (
    <FormDialog
      title={t('revoke.title', { name })}
      confirm={t('revoke.action')}
      danger
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <p>{t('revoke.text')}</p>
      <TextField
        label={t('revoke.reason')}
        autoComplete="off"
        error={form.formState.errors.reason?.message}
        {...form.register('reason')}
      />
    </FormDialog>
  );
}
