import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { InvitationByTokenQuery } from '../../../gql/graphql.ts';
import { plainRequest } from '../../../shared/api/plain-request.ts';
import { InvitationAcceptDocument, InvitationByTokenDocument } from './auth.graphql.ts';
import styles from './auth.module.css';
import { AuthField, AuthNotice, AuthSubmit } from './auth-field.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { enterConsole } from './enter-console.ts';
import { useAuthForm } from './use-auth-form.ts';

type Preview = NonNullable<InvitationByTokenQuery['invitationByToken']>;

/** What an invitation link opens: who invites to what, and the way in. */
export function Invitation() {
  const { t } = useTranslation(['operator', 'common']);
  const token = new URLSearchParams(location.search).get('token') ?? '';
  const [preview, setPreview] = useState<Preview | 'invalid' | 'unreachable'>();
  useEffect(() => {
    plainRequest(InvitationByTokenDocument, { token }).then(
      ({ invitationByToken }) => setPreview(invitationByToken ?? 'invalid'),
      () => setPreview('unreachable'),
    );
  }, [token]);

  if (preview === undefined) return <AuthFrame title={t('invitation.loading')}>{null}</AuthFrame>;
  if (typeof preview === 'string')
    return (
      <AuthFrame title={t('invitation.invalidTitle')}>
        <AuthNotice tone="danger">
          {preview === 'invalid' ? t('invitation.invalid') : t('common:failure.unreachable')}
        </AuthNotice>
        <p style={{ marginTop: 20 }}>
          <a href="/sign-in">{t('auth.backToSignIn')}</a>
        </p>
      </AuthFrame>
    );
  return <Accept token={token} preview={preview} />;
}

function Accept({ token, preview }: { token: string; preview: Preview }) {
  const { t } = useTranslation(['operator', 'common']);
  const required = z.string().check(z.minLength(1, t('auth.required')));
  const [needsCode, setNeedsCode] = useState(false);
  const { form, submit, busy, problem } = useAuthForm({
    schema: z.object({
      name: preview.operatorExists ? z.string() : required,
      password: required,
      code: needsCode ? required : z.string(),
    }),
    defaultValues: { name: '', password: '', code: '' },
    send: async ({ name, password, code }) => {
      const { invitationAccept } = await plainRequest(InvitationAcceptDocument, {
        input: { token, password, name: name.trim() || null, code: code.trim() || null, session: 'COOKIE' },
      });
      if (invitationAccept.userErrors.length === 0) enterConsole();
      return invitationAccept.userErrors;
    },
    onErrors: (problems) => {
      if (!problems.some(({ code }) => code === 'TOTP_REQUIRED')) return problems;
      setNeedsCode(true);
      return problems.filter(({ code }) => code !== 'TOTP_REQUIRED');
    },
  });
  const { errors } = form.formState;
  return (
    <AuthFrame
      title={t('invitation.title', { brand: preview.brandName })}
      lead={t('invitation.lead', { email: preview.email, role: t(`common:role.${preview.role}`) })}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {problem && <AuthNotice tone="danger">{problem}</AuthNotice>}
        <input type="hidden" name="username" autoComplete="username" value={preview.email} readOnly />
        {!preview.operatorExists && (
          <AuthField
            label={t('invitation.name')}
            autoComplete="name"
            error={errors.name?.message}
            {...form.register('name')}
          />
        )}
        <AuthField
          label={preview.operatorExists ? t('invitation.existingPassword') : t('invitation.newPassword')}
          type="password"
          autoComplete={preview.operatorExists ? 'current-password' : 'new-password'}
          {...(!preview.operatorExists && { hint: t('auth.passwordHint') })}
          error={errors.password?.message}
          {...form.register('password')}
        />
        {needsCode && (
          <AuthField
            label={t('signIn.code')}
            hint={t('signIn.codeHint')}
            autoComplete="one-time-code"
            error={errors.code?.message}
            {...form.register('code')}
          />
        )}
        <AuthSubmit busy={busy}>{t('invitation.submit')}</AuthSubmit>
      </form>
    </AuthFrame>
  );
}
