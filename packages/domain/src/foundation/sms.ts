import type { Keyring } from './keyring.ts';
import type { Locale } from './scope.ts';

/** Text messages that are sent, and the values that each needs. */
export const smsTemplates = {
  /** The code with which a member signs in: the brand's name, the code, how many minutes it serves. */
  sign_in_code: ['brand', 'code', 'minutes'],
} as const satisfies Record<string, readonly string[]>;

export type SmsTemplate = keyof typeof smsTemplates;

/** A text message to send: to which number (E.164), in which language, and what goes into the template. */
export interface Sms {
  to: string;
  locale: Locale;
  template: SmsTemplate;
  values: Record<string, string>;
  /** When it says nothing any more: it isn't sent later. ISO 8601. */
  until: string;
}

/** How text messages go out: the address of the gateway, and the token that it knows Kolony by. */
export interface SmsSettings {
  url: string;
  token: string;
}

const texts: Readonly<Record<SmsTemplate, Readonly<Record<Locale, string>>>> = {
  sign_in_code: {
    'zh-CN': '【{brand}】您的登录验证码是 {code},{minutes} 分钟内有效。请勿告诉他人。',
    en: '{brand}: your sign-in code is {code}. It works for {minutes} minutes. Tell nobody.',
  },
};

/** What a message says. */
export function renderSms({ template, locale, values }: Pick<Sms, 'template' | 'locale' | 'values'>): string {
  return texts[template][locale].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** Seals a message of a brand for the outbox and the queue, where its number and code should not lie open. Base64. */
export function sealSms(keyring: Keyring, sms: Sms, brandId: string): string {
  const missing = smsTemplates[sms.template].filter((name) => !sms.values[name]);
  if (missing.length > 0) throw new Error(`message ${sms.template} lacks ${missing.join(', ')}`);
  return keyring.seal(JSON.stringify(sms), 'sms', brandId).toString('base64');
}

/** Opens what `sealSms` made for the brand. */
export function openSms(keyring: Keyring, sealed: string, brandId: string): Sms {
  return JSON.parse(keyring.open(Buffer.from(sealed, 'base64'), 'sms', brandId));
}
