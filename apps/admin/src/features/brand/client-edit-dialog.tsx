import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { MemberClientWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { clientName } from './client-values.ts';
import { MemberClientUpdateDocument } from './clients.graphql.ts';

/** Renames a program, or gives a mini program the secret that WeChat has made anew. The present one is never shown. */
export function ClientEditDialog(props: { client: MemberClientWholeFragment; onClose: () => void }) {
  const { id, version, kind, name } = props.client;
  const { t } = useTranslation(['brand', 'common']);
  const [update] = useAct(MemberClientUpdateDocument, { refetch: ['MemberClients'] });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({ name: clientName(t), appSecret: z.string() }),
    defaultValues: { name, appSecret: '' },
    send: ({ name: given, appSecret }) =>
      update({ input: { id, version, name: given.trim(), ...(appSecret === '' ? {} : { appSecret }) } }),
    onDone: () => {
      toast(t('common:state.saved'));
      props.onClose();
    },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('client.editTitle', { name })}
      confirm={t('common:action.save')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={t('client.name')}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name')}
      />
      {kind === 'WECHAT_MINI_PROGRAM' && (
        <TextField
          label={t('client.newSecret')}
          type="password"
          autoComplete="new-password"
          hint={t('client.newSecretHint')}
          error={errors.appSecret?.message}
          {...form.register('appSecret')}
        />
      )}
    </FormDialog>
  );
}
