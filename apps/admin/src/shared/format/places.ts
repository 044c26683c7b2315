import type { Locale } from '../i18n/locale.ts';

/** The currencies that are offered; the gateway knows every one of ISO 4217. */
export const currencies = [
  'CNY',
  'HKD',
  'TWD',
  'MOP',
  'SGD',
  'MYR',
  'THB',
  'JPY',
  'KRW',
  'USD',
  'EUR',
  'GBP',
  'AUD',
  'CAD',
] as const;

/** `CNY 人民币`. */
export function currencyName(code: string, locale: Locale): string {
  const name = new Intl.DisplayNames([locale], { type: 'currency' }).of(code);
  return name && name !== code ? `${code} ${name}` : code;
}

export function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every time zone the browser knows, the device's own among them. */
export function timeZones(): string[] {
  return [...new Set([deviceTimeZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
}
