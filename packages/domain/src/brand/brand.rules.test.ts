import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkChannels,
  checkColor,
  checkCurrency,
  checkLogo,
  checkTimeZone,
  largestLogo,
} from './brand.rules.ts';

const codes = ({ errors }: { errors: { code: string }[] }) => errors.map(({ code }) => code);
const png = (size: number) => {
  const bytes = Buffer.alloc(size, 7);
  Buffer.from('89504e470d0a1a0a', 'hex').copy(bytes);
  return `data:image/png;base64,${bytes.toString('base64')}`;
};

test.each(['Asia/Shanghai', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+8'])(
  '%s is a time zone',
  (name) => {
    expect(codes(checkTimeZone(name))).toEqual([]);
  },
);
test.each(['', '+08:00', 'Asia/Atlantis', 'asia', 'Asia/Shanghai;drop', '北京'])(
  '%j is no time zone',
  (name) => {
    expect(codes(checkTimeZone(name))).toEqual(['TIME_ZONE_INVALID']);
  },
);
test('a time zone stands in its canonical form', () => {
  expect(checkTimeZone('asia/shanghai').value).toBe('Asia/Shanghai');
});

test.each([
  ['cny', 'CNY', []],
  ['JPY', 'JPY', []],
  ['RMB', 'RMB', ['CURRENCY_INVALID']],
  ['', '', ['CURRENCY_INVALID']],
])('%j as a currency is %s', (text, value, errors) => {
  expect(checkCurrency(text).value).toBe(value);
  expect(codes(checkCurrency(text))).toEqual(errors);
});

test('a colour is six hexadecimal digits, and nothing else is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (n) => {
      const color = `#${n.toString(16).padStart(6, '0')}`;
      expect(checkColor(color.toUpperCase(), 'primaryColor')).toEqual({ value: color, errors: [] });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(text.trim() !== '' && !/^#[0-9a-f]{6}$/i.test(text.trim()));
      expect(codes(checkColor(text, 'primaryColor'))).toEqual(['COLOR_INVALID']);
    }),
  );
});

describe('a logo', () => {
  test.each(['https://cdn.example.com/logo.png', png(9), png(largestLogo), ''])('is taken (%#)', (logo) => {
    expect(codes(checkLogo(logo))).toEqual([]);
  });
  test.each([
    'http://example.com/logo.png',
    'javascript:alert(1)',
    'https://',
    'data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=',
    'data:text/html;base64,PGI+',
    'data:image/png;base64,PGI+aGVsbG8gd29ybGQ8L2I+',
    `${png(30)}!`,
    'data:image/png;base64,',
  ])('%j is none', (logo) => {
    expect(codes(checkLogo(logo))).toEqual(['LOGO_INVALID']);
  });
  test('has at most 200 kB', () => {
    expect(codes(checkLogo(png(largestLogo + 3)))).toEqual(['LOGO_TOO_LARGE']);
  });
});

test('channels tell every problem at its place', () => {
  const checked = checkChannels([
    { platform: 'wechat', accountName: '晨露茶饮' },
    { platform: 'myspace', accountName: ' ' },
    { platform: 'wechat', accountName: '晨露茶饮 ', url: 'ftp://x.cn' },
  ]);
  expect(checked.errors.map(({ code, field }) => [code, field.join('.')])).toEqual([
    ['INVALID_VALUE', 'channels.1.platform'],
    ['REQUIRED', 'channels.1.accountName'],
    ['URL_INVALID', 'channels.2.url'],
    ['CHANNEL_DUPLICATE', 'channels.2.accountName'],
  ]);
});
