import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { plainRequest } from '../../../shared/api/plain-request.ts';
import { PasswordResetDocument, PasswordResetRequestDocument } from './auth.graphql.ts';
import styles from './auth.module.css';
import { AuthField, AuthNotice, AuthSubmit } from './auth-field.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { useAuthForm } from './use-auth-form.ts';

/** With a token from the mail: a new password. Without: asks for the mail. */
export function PasswordReset() {
  const token = new URLSearchParams(location.search).get('token');
  return token ? <NewPassword token={token} /> : <RequestMail />;
}

function RequestMail() {
  const { t } = useTranslation('operator');
  const [sentTo, setSentTo] = useState<string>();
  const { form, submit, busy, problem } = useAuthForm({
    schema: z.object({ email: z.string().check(z.minLength(1, t('auth.required'))) }),
    defaultValues: { email: '' },
    send: async ({ email }) => {
      const { passwordResetRequest } = await plainRequest(PasswordResetRequestDocument, {
        input: { email: email.trim() },
      });
      if (passwordResetRequest.userErrors.length === 0) setSentTo(email.trim());
      return passwordResetRequest.userErrors;
    },
  });
  return (
    <AuthFrame title={t('reset.title')} lead={t('reset.lead')}>
      {sentTo ? (
        <AuthNotice>{t('reset.sent', { email: sentTo })}</AuthNotice>
      ) : (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {problem && <AuthNotice tone="danger">{problem}</AuthNotice>}
          <AuthField
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            error={form.formState.errors.email?.message}
            {...form.register('email')}
          />
          <AuthSubmit busy={busy}>{t('reset.submit')}</AuthSubmit>
        </form>
      )}
      <p className={styles.hint} style={{ marginTop: 20 }}>
        <a href="/sign-in">{t('auth.backToSignIn')}</a>
      </p>
    </AuthFrame>
  );
}

function NewPassword({ token }: { token: string }) {
  const { t } = useTranslation('operator');
  const [done, setDone] = useState(false);
  const { form, submit, busy, problem } = useAuthForm({
    schema: z.object({ password: z.string().check(z.minLength(1, t('auth.required'))) }),
    defaultValues: { password: '' },
    send: async ({ password }) => {
      const { passwordReset } = await plainRequest(PasswordResetDocument, { input: { token, password } });
      setDone(passwordReset.userErrors.length === 0);
      return passwordReset.userErrors;
    },
  });
  return (
    <AuthFrame title={t('reset.newTitle')} lead={t('reset.newLead')}>
      {done ? (
        <>
          <AuthNotice>{t('reset.done')}</AuthNotice>
          <p style={{ marginTop: 20 }}>
            <a href="/sign-in">{t('auth.backToSignIn')}</a>
          </p>
        </>
      ) : (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {problem && <AuthNotice tone="danger">{problem}</AuthNotice>}
          <AuthField
            label={t('reset.password')}
            type="password"
            autoComplete="new-password"
            hint={t('auth.passwordHint')}
            error={form.formState.errors.password?.message}
            {...form.register('password')}
          />
          <AuthSubmit busy={busy}>{t('reset.save')}</AuthSubmit>
        </form>
      )}
    </AuthFrame>
  );
}
