import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { Role } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { useSession } from '../../shared/session/session.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { InvitationLink } from './invitation-link.tsx';
import type { Invitation } from './operators-page.tsx';
import { RoleOptions } from './role-options.tsx';
import { roles } from './roles.ts';
import { InvitationCreateDocument } from './team.graphql.ts';

/** Invites someone by e-mail and role; then shows the link, this once, unless it is mailed. */
export function InviteDialog(props: {
  /** An invitation to repeat. */
  earlier: Invitation | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation(['team', 'common']);
  const { viewer } = useSession();
  const [link, setLink] = useState<{ url: string; email: string }>();
  const [create] = useAct(InvitationCreateDocument, { refetch: ['Team'] });
  const wanted: Role = props.earlier?.role ?? 'VIEWER';
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: 'invitation.new',
    schema: z.object({
      email: z
        .string()
        .check(z.refine((value) => /^\S+@\S+\.\S+$/.test(value.trim()), t('invite.emailInvalid'))),
      role: z.enum(roles),
    }),
    defaultValues: { email: props.earlier?.email ?? '', role: wanted },
    send: ({ email, role }) => create({ input: { email: email.trim(), role } }),
    onDone: ({ invitationCreate: { url, invitation } }) => {
      if (url && invitation) return setLink({ url, email: invitation.email });
      toast(t('invite.mailed', { email: invitation?.email ?? '' }));
      props.onClose();
    },
  });
  if (link) return <InvitationLink {...link} onClose={props.onClose} />;
  return (
    <FormDialog
      title={t('invite.title')}
      confirm={t('invite.confirm')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      draft={draft}
      wide
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={t('invite.email')}
        type="email"
        autoComplete="off"
        hint={t('invite.replaces')}
        error={form.formState.errors.email?.message}
        {...form.register('email')}
      />
      <Controller
        control={form.control}
        name="role"
        render={({ field, fieldState }) => (
          <RoleOptions
            label={t('invite.role')}
            value={field.value}
            error={fieldState.error?.message}
            owners={viewer.role === 'OWNER'}
            onChange={field.onChange}
          />
        )}
      />
    </FormDialog>
  );
}
