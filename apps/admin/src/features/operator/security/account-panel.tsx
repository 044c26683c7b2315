import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../../shared/api/use-act.ts';
import { FormColumns, FormProblem, FormStack, TextField } from '../../../shared/form/field.tsx';
import { useServerForm } from '../../../shared/form/use-server-form.ts';
import { useSession } from '../../../shared/session/session.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Panel } from '../../../shared/ui/page.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { OperatorUpdateDocument } from './security.graphql.ts';

export function AccountPanel() {
  const { t } = useTranslation(['operator', 'common']);
  const { operator } = useSession().viewer;
  const [update] = useAct(OperatorUpdateDocument);
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({ name: z.string().check(z.minLength(1, t('common:form.required'))) }),
    defaultValues: { name: operator.name },
    send: (values) => update({ input: values }),
    onDone: (_, values) => {
      form.reset(values);
      toast(t('common:state.saved'));
    },
  });
  return (
    <Panel title={t('account.title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormStack>
          <FormProblem>{problem}</FormProblem>
          <FormColumns>
            <TextField
              label={t('account.name')}
              autoComplete="name"
              maxLength={100}
              error={form.formState.errors.name?.message}
              {...form.register('name')}
            />
            <TextField
              label={t('signIn.email')}
              hint={t('account.emailHint')}
              value={operator.email}
              readOnly
            />
          </FormColumns>
          <div>
            <Button type="submit" disabled={!dirty} loading={busy}>
              {t('common:action.save')}
            </Button>
          </div>
        </FormStack>
      </form>
    </Panel>
  );
}
