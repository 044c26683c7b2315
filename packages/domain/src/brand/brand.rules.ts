import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';

/** Platforms on which a brand has accounts. */
export const platforms = [
  'wechat',
  'wecom',
  'weibo',
  'douyin',
  'xiaohongshu',
  'tmall',
  'jd',
  'mini_program',
  'offline',
  'other',
] as const;
export type Platform = (typeof platforms)[number];

/** A value as it is stored, with what is wrong with it. */
export interface Checked<T> {
  value: T;
  errors: UserError[];
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 code in use. */
export function checkCurrency(value: string, field = 'currency'): Checked<string> {
  const code = value.trim().toUpperCase();
  return { value: code, errors: currencies.has(code) ? [] : [userError('CURRENCY_INVALID', field)] };
}

/** A name of the IANA database in its canonical form; offsets (`+08:00`) are refused, since they know no summer time. */
export function checkTimeZone(value: string, field = 'timeZone'): Checked<string> {
  const wrong = { value, errors: [userError('TIME_ZONE_INVALID', field)] };
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(value) || value.length > 64) return wrong;
  try {
    return {
      value: new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone,
      errors: [],
    };
  } catch {
    return wrong;
  }
}

/** `#rrggbb` in lower case; empty takes the colour away. */
export function checkColor(value: string, field: string): Checked<string | null> {
  const color = value.trim().toLowerCase();
  if (color === '') return { value: null, errors: [] };
  return { value: color, errors: /^#[0-9a-f]{6}$/.test(color) ? [] : [userError('COLOR_INVALID', field)] };
}

/** An https address of at most 2,000 characters; empty takes it away. */
export function checkWebAddress(value: string, field: string | string[]): Checked<string | null> {
  const text = value.trim();
  if (text === '') return { value: null, errors: [] };
  const valid =
    text.length <= 2000 &&
    /^https:\/\/[^\s]+$/iu.test(text) &&
    text.isWellFormed() &&
    !/\p{Cc}/u.test(text) &&
    URL.canParse(text);
  return { value: text, errors: valid ? [] : [userError('URL_INVALID', field)] };
}

export const largestLogo = 200_000;

/** How each kind of picture begins, in hexadecimal. SVG isn't taken: it may hold scripts. */
const pictureStarts: Readonly<Record<string, RegExp>> = {
  png: /^89504e470d0a1a0a/,
  jpeg: /^ffd8ff/,
  gif: /^47494638/,
  webp: /^52494646.{8}57454250/,
};

/**
 * A logo: an https address, or the picture itself (PNG, JPEG, WebP or GIF of at most 200 kB) as a `data:` URL, so that
 * it shows in a closed network too. Empty takes it away.
 */
export function checkLogo(value: string, field = 'logoUrl'): Checked<string | null> {
  const text = value.trim();
  if (!/^data:/i.test(text)) {
    const address = checkWebAddress(text, field);
    return { value: address.value, errors: address.errors.map(() => userError('LOGO_INVALID', field)) };
  }
  const match = /^data:image\/(png|jpeg|gif|webp);base64,/.exec(text);
  const start = match?.[1] ? pictureStarts[match[1]] : undefined;
  if (!match || !start) return { value: text, errors: [userError('LOGO_INVALID', field)] };
  const base64 = text.slice(match[0].length);
  if (base64.length > Math.ceil(largestLogo / 3) * 4) {
    return { value: text, errors: [userError('LOGO_TOO_LARGE', field, { kilobytes: largestLogo / 1000 })] };
  }
  const bytes = Buffer.from(base64, 'base64');
  const whole = bytes.length > 0 && bytes.toString('base64') === base64;
  const fits = whole && start.test(bytes.subarray(0, 16).toString('hex'));
  return { value: text, errors: fits ? [] : [userError('LOGO_INVALID', field)] };
}

export interface ChannelInput {
  platform: string;
  accountName: string;
  accountId?: string | null;
  url?: string | null;
}

export interface Channel {
  platform: Platform;
  accountName: string;
  accountId: string;
  url: string | null;
}

const mostChannels = 50;

/** The accounts of a brand, in their order. The same account name stands once on each platform. */
export function checkChannels(inputs: readonly ChannelInput[]): Checked<Channel[]> {
  if (inputs.length > mostChannels) {
    return { value: [], errors: [userError('TOO_MANY', 'channels', { limit: mostChannels })] };
  }
  const errors: UserError[] = [];
  const seen = new Set<string>();
  const value = inputs.map((input, at): Channel => {
    const field = (name: string) => ['channels', String(at), name];
    const platform = platforms.find((known) => known === input.platform);
    if (!platform) errors.push(userError('INVALID_VALUE', field('platform')));
    const name = checkText(field('accountName'), input.accountName, { limit: 100, required: true });
    const accountId = checkText(field('accountId'), input.accountId ?? '', { limit: 100 });
    const url = checkWebAddress(input.url ?? '', field('url'));
    errors.push(...name.errors, ...accountId.errors, ...url.errors);
    const key = `${platform}:${name.text}`;
    if (seen.has(key)) errors.push(userError('CHANNEL_DUPLICATE', field('accountName')));
    seen.add(key);
    return {
      platform: platform ?? 'other',
      accountName: name.text,
      accountId: accountId.text,
      url: url.value,
    };
  });
  return { value, errors };
}

/** A brand's name: 1 to 100 characters. */
export function checkBrandName(value: string, field = 'name'): { text: string; errors: UserError[] } {
  return checkText(field, value, { limit: 100, required: true });
}

/** Most characters of a brand's texts. */
export const brandTextLimits = { positioning: 500, toneOfVoice: 1000, story: 10_000 } as const;
