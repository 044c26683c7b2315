import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type CellResult, read, unread } from './cell-text.ts';

const CHINESE_MOBILE = /^(?:\+?86|0086)?(1[3-9]\d{9})$/;

/**
 * A phone number in E.164.
 *
 * Chinese mobile numbers, nearly all there are, are judged by their shape: the library's list of number ranges
 * lags behind the ministry's, and looking them up would cost fifty times as much.
 *
 * @param region where a number without a country code belongs (ISO 3166-1 alpha-2)
 */
export function readPhone(bare: string, region: string): CellResult<string> {
  const text = bare.normalize('NFKC');
  if (text.includes('*')) return unread('VALUE_MASKED');
  if (/^\d(\.\d+)?E\+\d+$/i.test(text)) return unread('DIGITS_LOST');
  const digits = text.replace(/[\s().-]/g, '');
  if (region === 'CN') {
    const mobile = CHINESE_MOBILE.exec(digits)?.[1];
    if (mobile) return read(`+86${mobile}`);
  }
  const international = digits.startsWith('00') ? `+${digits.slice(2)}` : text;
  const parsed = parsePhoneNumberFromString(international, {
    ...(isSupportedCountry(region) ? { defaultCountry: region } : {}),
    extract: false,
  });
  return parsed?.isValid() && !parsed.ext ? read(parsed.number) : unread('PHONE_INVALID');
}

const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** An e-mail address in lower case: no mailbox that matters tells capitals apart, and people type both. */
export function readEmail(bare: string): CellResult<string> {
  const text = bare
    .normalize('NFKC')
    .replace(/^mailto:/i, '')
    .toLowerCase();
  if (/\*{2}/.test(text)) return unread('VALUE_MASKED');
  const [local = ''] = text.split('@');
  return EMAIL.test(text) && text.length <= 254 && local.length <= 64 ? read(text) : unread('EMAIL_INVALID');
}
