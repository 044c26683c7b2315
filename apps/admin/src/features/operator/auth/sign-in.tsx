import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { plainRequest } from '../../../shared/api/plain-request.ts';
import { InstallationDocument, SignInDocument } from './auth.graphql.ts';
import styles from './auth.module.css';
import { AuthField, AuthNotice, AuthSubmit } from './auth-field.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { DemoSignIn } from './demo-sign-in.tsx';
import { enterConsole } from './enter-console.ts';
import { useAuthForm } from './use-auth-form.ts';

/** Sign-in: e-mail and password, then the code of the second factor where the operator has one. */
export function SignIn({ onIntent }: { onIntent: () => void }) {
  const { t } = useTranslation('operator');
  const [demo, setDemo] = useState<{ email: string; password: string }>();
  const [version, setVersion] = useState<string>();
  const [needsCode, setNeedsCode] = useState(false);
  const required = z.string().check(z.minLength(1, t('auth.required')));
  const { form, submit, busy, problem } = useAuthForm({
    schema: z.object({ email: required, password: required, code: needsCode ? required : z.string() }),
    defaultValues: { email: '', password: '', code: '' },
    send: async ({ email, password, code }) => {
      onIntent();
      const { signIn } = await plainRequest(SignInDocument, {
        input: { email: email.trim(), password, code: code.trim() || null, session: 'COOKIE' },
      });
      if (signIn.userErrors.length === 0) enterConsole();
      return signIn.userErrors;
    },
    onErrors: (errors) => {
      if (!errors.some(({ code }) => code === 'TOTP_REQUIRED')) return errors;
      setNeedsCode(true);
      return errors.filter(({ code }) => code !== 'TOTP_REQUIRED');
    },
  });

  useEffect(() => {
    plainRequest(InstallationDocument, {}).then(
      ({ installation }) => {
        setVersion(installation.version);
        setDemo(installation.demoSignIn ?? undefined);
      },
      () => undefined,
    );
  }, []);
  useEffect(() => {
    if (needsCode) form.setFocus('code');
  }, [needsCode, form]);

  const { errors } = form.formState;
  return (
    <AuthFrame
      title={needsCode ? t('signIn.codeTitle') : t('signIn.title')}
      lead={needsCode ? t('signIn.codeLead') : t('signIn.lead')}
      {...(version && { version })}
    >
      <form
        className={styles.form}
        noValidate
        onFocus={onIntent}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {problem && <AuthNotice tone="danger">{problem}</AuthNotice>}
        {needsCode ? (
          <AuthField
            label={t('signIn.code')}
            hint={t('signIn.codeHint')}
            inputMode="text"
            autoComplete="one-time-code"
            error={errors.code?.message}
            {...form.register('code')}
          />
        ) : (
          <>
            <AuthField
              label={t('signIn.email')}
              type="email"
              autoComplete="username"
              error={errors.email?.message}
              {...form.register('email')}
            />
            <AuthField
              label={t('signIn.password')}
              type="password"
              autoComplete="current-password"
              aside={<a href="/password-reset">{t('signIn.forgotten')}</a>}
              error={errors.password?.message}
              {...form.register('password')}
            />
          </>
        )}
        <AuthSubmit busy={busy}>{busy ? t('signIn.busy') : t('signIn.submit')}</AuthSubmit>
        {needsCode && (
          <button
            type="button"
            className={styles.plain}
            onClick={() => {
              setNeedsCode(false);
              form.resetField('code');
            }}
          >
            {t('signIn.otherAccount')}
          </button>
        )}
      </form>
      {demo && !needsCode && (
        <DemoSignIn
          email={demo.email}
          password={demo.password}
          onUse={() => {
            form.setValue('email', demo.email);
            form.setValue('password', demo.password);
            submit();
          }}
        />
      )}
    </AuthFrame>
  );
}
