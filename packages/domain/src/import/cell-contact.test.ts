import { describe, expect, it } from 'vitest';
import { readEmail, readPhone } from './cell-contact.ts';
import { bareCell } from './cell-text.ts';
import { readGender, readStatus } from './cell-words.ts';

const outcome = (result: { ok: true; value: unknown } | { ok: false; code: string }) =>
  result.ok ? result.value : result.code;

describe('phones', () => {
  it.each([
    ['13800000000', '+8613800000000'],
    ['138 0000 0000', '+8613800000000'],
    ['138-0000-0000', '+8613800000000'],
    ['１３８００００００００', '+8613800000000'],
    ['+86 138 0000 0000', '+8613800000000'],
    ['86-13800000000', '+8613800000000'],
    ['008613800000000', '+8613800000000'],
    ['010-6552 9988', '+861065529988'],
    ['+1 (212) 555-2368', '+12125552368'],
    ['0044 20 7946 0958', '+442079460958'],
    ['138****0000', 'VALUE_MASKED'],
    ['1.38E+10', 'DIGITS_LOST'],
    ['12345', 'PHONE_INVALID'],
    ['1380000000', 'PHONE_INVALID'],
    ['12800000000000', 'PHONE_INVALID'],
    ['无', 'PHONE_INVALID'],
    ['x13800000000', 'PHONE_INVALID'],
    ['13800000000 或 010-6552 9988', 'PHONE_INVALID'],
  ])('%s: %s', (text, expected) => expect(outcome(readPhone(text, 'CN'))).toBe(expected));

  it('belong to the region of the brand', () => {
    expect(outcome(readPhone('020 7946 0958', 'GB'))).toBe('+442079460958');
    expect(outcome(readPhone('13800000000', 'GB'))).toBe('PHONE_INVALID');
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['A.B+c@Example.COM', 'a.b+c@example.com'],
    ['mailto:a@b.cn', 'a@b.cn'],
    ['ａ＠ｂ．ｃｎ', 'a@b.cn'],
    ['a***b@qq.com', 'VALUE_MASKED'],
    ['a@b', 'EMAIL_INVALID'],
    ['a b@c.cn', 'EMAIL_INVALID'],
    ['a@b..cn', 'EMAIL_INVALID'],
    ['.a@b.cn', 'EMAIL_INVALID'],
    ['a@b.cn, c@d.cn', 'EMAIL_INVALID'],
    [`${'a'.repeat(65)}@b.cn`, 'EMAIL_INVALID'],
  ])('%s: %s', (text, expected) => expect(outcome(readEmail(text))).toBe(expected));

  it('are judged in no time, however long', () => {
    expect(outcome(readEmail(`${'a.'.repeat(16_000)}@`))).toBe('EMAIL_INVALID');
    expect(outcome(readEmail(`a@${'a-'.repeat(16_000)}`))).toBe('EMAIL_INVALID');
  });
});

describe('words', () => {
  it.each([
    ['女', 'female'],
    ['先生', 'male'],
    ['F', 'female'],
    ['Mr.', 'male'],
    ['1', 'male'],
    ['2', 'female'],
    ['0', 'unknown'],
    ['保密', 'unknown'],
    ['?', 'GENDER_UNKNOWN'],
  ])('gender %s: %s', (word, expected) => expect(outcome(readGender(word))).toBe(expected));

  it.each([
    ['交易成功', 'paid'],
    ['买家已付款，等待卖家发货', 'paid'],
    ['已完成', 'paid'],
    ['wc-completed', 'paid'],
    ['Fulfilled', 'paid'],
    ['partially_refunded', 'partially_refunded'],
    ['退款成功', 'refunded'],
    ['已退款', 'refunded'],
    ['交易关闭', 'cancelled'],
    ['Canceled', 'cancelled'],
    ['等待买家付款', 'pending'],
    ['maybe', 'STATUS_UNKNOWN'],
  ])('status %s: %s', (word, expected) => expect(outcome(readStatus(word))).toBe(expected));
});

describe('what surrounds a value', () => {
  it.each([
    ['  x\t', 'x'],
    ['\u3000张三\u00a0\u200b', '张三'],
    ['="0012"', '0012'],
    ["'0012", '0012'],
    ["'=1+1", '=1+1'],
    ["O'Neil", "O'Neil"],
    ["'tis", "'tis"],
    ['NULL', ''],
    ['--', ''],
    ['N/A', ''],
    ['\\N', ''],
    ['Nina', 'Nina'],
    ['0', '0'],
  ])('%j is %j', (cell, bare) => expect(bareCell(cell)).toBe(bare));
});
