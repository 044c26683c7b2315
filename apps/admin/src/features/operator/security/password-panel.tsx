import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../../shared/api/use-act.ts';
import { FormColumns, FormProblem, FormStack, TextField } from '../../../shared/form/field.tsx';
import { useServerForm } from '../../../shared/form/use-server-form.ts';
import { useSession } from '../../../shared/session/session.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Panel } from '../../../shared/ui/page.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { PasswordChangeDocument } from './security.graphql.ts';

export function PasswordPanel() {
  const { t } = useTranslation(['operator', 'common']);
  const { email } = useSession().viewer.operator;
  const [change] = useAct(PasswordChangeDocument, { refetch: ['Sessions'] });
  const required = z.string().check(z.minLength(1, t('common:form.required')));
  const { form, submit, busy, problem } = useServerForm({
    schema: z.object({ current: required, password: required }),
    defaultValues: { current: '', password: '' },
    send: (values) => change({ input: values }),
    onDone: () => {
      form.reset();
      toast(t('password.done'));
    },
  });
  const { errors } = form.formState;
  return (
    <Panel title={t('password.title')} lead={t('password.lead')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormStack>
          <FormProblem>{problem}</FormProblem>
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <FormColumns>
            <TextField
              label={t('password.current')}
              type="password"
              autoComplete="current-password"
              error={errors.current?.message}
              {...form.register('current')}
            />
            <TextField
              label={t('reset.password')}
              type="password"
              autoComplete="new-password"
              hint={t('auth.passwordHint')}
              error={errors.password?.message}
              {...form.register('password')}
            />
          </FormColumns>
          <div>
            <Button type="submit" loading={busy}>
              {t('password.action')}
            </Button>
          </div>
        </FormStack>
      </form>
    </Panel>
  );
}
