import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../shared/api/use-act.ts';
import { SelectField, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { clientKinds, clientName } from './client-values.ts';
import { MemberClientCreateDocument } from './clients.graphql.ts';

/** Registers a mini program or an app. What is typed is kept nowhere: there is a secret in it. */
export function ClientAddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['brand', 'common']);
  const [create] = useAct(MemberClientCreateDocument, { refetch: ['MemberClients'] });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      kind: z.enum(clientKinds),
      name: clientName(t),
      // Of a mini program alone. What they have to look like, the server knows.
      appId: z.string(),
      appSecret: z.string(),
    }),
    defaultValues: { kind: 'WECHAT_MINI_PROGRAM', name: '', appId: '', appSecret: '' },
    send: ({ kind, name, ...credentials }) => {
      const input = { kind, name: name.trim() };
      return create({ input: kind === 'MOBILE' ? input : { ...input, ...credentials } });
    },
    onDone: () => {
      toast(t('client.added'));
      onClose();
    },
  });
  const { errors } = form.formState;
  const isMiniProgram = form.watch('kind') === 'WECHAT_MINI_PROGRAM';
  return (
    <FormDialog
      title={t('client.add')}
      confirm={t('client.addConfirm')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField label={t('client.kindLabel')} error={errors.kind?.message} {...form.register('kind')}>
        {clientKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`client.kind.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('client.name')}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name')}
      />
      {isMiniProgram ? (
        <>
          <TextField
            label={t('client.appId')}
            autoComplete="off"
            spellCheck={false}
            hint={t('client.appIdHint')}
            error={errors.appId?.message}
            {...form.register('appId')}
          />
          <TextField
            label={t('client.appSecret')}
            type="password"
            autoComplete="off"
            hint={t('client.appSecretHint')}
            error={errors.appSecret?.message}
            {...form.register('appSecret')}
          />
        </>
      ) : (
        <p className="k-muted">{t('client.mobileHint')}</p>
      )}
    </FormDialog>
  );
}
