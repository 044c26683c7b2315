import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { Acted } from '../../../shared/api/use-act.ts';
import { TextField } from '../../../shared/form/field.tsx';
import { FormDialog } from '../../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../../shared/form/use-server-form.ts';

/** Asks for the password before something that weakens or renews how one signs in. */
export function PasswordDialog<Data>(props: {
  title: string;
  text: string;
  confirm: string;
  send: (password: string) => Promise<Acted<Data>>;
  onDone: (data: Data) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['operator', 'common']);
  const { form, submit, busy, problem } = useServerForm({
    schema: z.object({ password: z.string().check(z.minLength(1, t('common:form.required'))) }),
    defaultValues: { password: '' },
    send: ({ password }) => props.send(password),
    onDone: props.onDone,
  });
  return (
    <FormDialog
      title={props.title}
      confirm={props.confirm}
      busy={busy}
      dirty={false}
      problem={problem}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <p>{props.text}</p>
      <TextField
        label={t('signIn.password')}
        type="password"
        autoComplete="current-password"
        error={form.formState.errors.password?.message}
        {...form.register('password')}
      />
    </FormDialog>
  );
}
