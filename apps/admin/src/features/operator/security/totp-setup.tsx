import { QRCodeSVG } from 'qrcode.react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../../shared/api/use-act.ts';
import { FormProblem, FormStack, TextField } from '../../../shared/form/field.tsx';
import { useServerForm } from '../../../shared/form/use-server-form.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';
import { TotpConfirmDocument } from './security.graphql.ts';
import styles from './security.module.css';

/** The secret as a picture for the telephone, and the first code as proof that it arrived. */
export function TotpSetup(props: {
  secret: string;
  url: string;
  onDone: (recoveryCodes: string[] | undefined) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation(['operator', 'common']);
  const [confirm] = useAct(TotpConfirmDocument);
  const { form, submit, busy, problem } = useServerForm({
    schema: z.object({ code: z.string().check(z.minLength(1, t('common:form.required'))) }),
    defaultValues: { code: '' },
    send: ({ code }) => confirm({ input: { code: code.replaceAll(' ', '') } }),
    onDone: (data) => props.onDone(data.totpConfirm.recoveryCodes ?? undefined),
  });
  return (
    <div className={styles.setup}>
      <div className={styles.qr}>
        <QRCodeSVG value={props.url} size={168} marginSize={2} title={t('totp.qr')} />
      </div>
      <form
        className={styles.setupForm}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormStack>
          <ol className={styles.steps}>
            <li>{t('totp.step1')}</li>
            <li>
              {t('totp.step2')}{' '}
              <span className={styles.secret}>
                <code>{props.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
                <CopyButton text={props.secret} label={t('totp.copySecret')} />
              </span>
            </li>
            <li>{t('totp.step3')}</li>
          </ol>
          <FormProblem>{problem}</FormProblem>
          <TextField
            label={t('signIn.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            error={form.formState.errors.code?.message}
            {...form.register('code')}
          />
          <div className={styles.buttons}>
            <Button type="submit" variant="contained" loading={busy}>
              {t('totp.confirm')}
            </Button>
            <Button onClick={props.onCancel}>{t('common:action.cancel')}</Button>
          </div>
        </FormStack>
      </form>
    </div>
  );
}
