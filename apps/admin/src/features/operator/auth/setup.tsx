import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { plainRequest } from '../../../shared/api/plain-request.ts';
import { currencies, currencyName, deviceTimeZone, timeZones } from '../../../shared/format/places.ts';
import { currentLocale } from '../../../shared/i18n/locale.ts';
import { SetupDocument } from './auth.graphql.ts';
import styles from './auth.module.css';
import { AuthField, AuthNotice, AuthSelect, AuthSubmit } from './auth-field.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { enterConsole } from './enter-console.ts';
import { useAuthForm } from './use-auth-form.ts';

/** The first start of an empty installation: the first brand and its owner. */
export function Setup() {
  const { t } = useTranslation('operator');
  const token = new URLSearchParams(location.search).get('token') ?? '';
  const [zones] = useState(timeZones);
  const required = z.string().check(z.minLength(1, t('auth.required')));
  const { form, submit, busy, problem } = useAuthForm({
    schema: z.object({
      brandName: required,
      timeZone: required,
      currency: required,
      name: required,
      email: required,
      password: required,
    }),
    defaultValues: {
      brandName: '',
      timeZone: deviceTimeZone(),
      currency: 'CNY',
      name: '',
      email: '',
      password: '',
    },
    send: async (values) => {
      const { setup } = await plainRequest(SetupDocument, { input: { ...values, token, session: 'COOKIE' } });
      if (setup.userErrors.length === 0) enterConsole();
      return setup.userErrors;
    },
  });
  const { errors } = form.formState;
  const select = (name: 'timeZone' | 'currency') => ({
    value: form.watch(name),
    error: errors[name]?.message,
    onChange: (value: string) => form.setValue(name, value),
  });
  return (
    <AuthFrame title={t('setup.title')} lead={t('setup.lead')}>
      {token ? (
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
            label={t('setup.brandName')}
            autoComplete="organization"
            error={errors.brandName?.message}
            {...form.register('brandName')}
          />
          <div className={styles.pair}>
            <AuthSelect label={t('setup.timeZone')} {...select('timeZone')}>
              {zones.map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </AuthSelect>
            <AuthSelect label={t('setup.currency')} {...select('currency')}>
              {currencies.map((code) => (
                <option key={code} value={code}>
                  {currencyName(code, currentLocale())}
                </option>
              ))}
            </AuthSelect>
          </div>
          <AuthField
            label={t('setup.name')}
            autoComplete="name"
            error={errors.name?.message}
            {...form.register('name')}
          />
          <AuthField
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            error={errors.email?.message}
            {...form.register('email')}
          />
          <AuthField
            label={t('setup.password')}
            type="password"
            autoComplete="new-password"
            hint={t('auth.passwordHint')}
            error={errors.password?.message}
            {...form.register('password')}
          />
          <AuthSubmit busy={busy}>{t('setup.submit')}</AuthSubmit>
        </form>
      ) : (
        <AuthNotice tone="danger">{t('setup.noToken')}</AuthNotice>
      )}
    </AuthFrame>
  );
}
