import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../foundation/ids.ts';
import { checkIdentities, normalisePhone } from './identity.rules.ts';
import { maskAddress, maskFileName, maskHandle, maskName, maskPhone } from './masking.rules.ts';
import { assignMembers } from './member.assignment.rules.ts';
import { auditIdentity } from './member.audit.ts';
import type { KeyedIdentity } from './member.record.ts';
import { checkProfile, checkWords, todayIn } from './member.rules.ts';

test.each([
  ['13812345678', '+8613812345678'],
  ['138 1234 5678', '+8613812345678'],
  ['+86-138-1234-5678', '+8613812345678'],
  ['0086 13812345678', '+8613812345678'],
  ['１３８１２３４５６７８', '+8613812345678'],
  ['(010) 6552 9988', '+861065529988'],
  ['+1 415 555 2671', '+14155552671'],
  ['0044 20 7946 0958', '+442079460958'],
  ['+852 2123 4567', '+85221234567'],
])('phone %s is %s', (given, e164) => expect(normalisePhone(given)).toBe(e164));

test.each([
  '',
  '12345',
  '23812345678',
  '138123456789',
  'call me',
  '+999 1234',
  '13812345678 ext. 5',
  '+1 000 000 0000',
  'x13812345678',
  'call 010 6552 9988',
  '13812345678 or 13912345678',
  '010 6552 9988 (office)',
])('%j is no phone number', (given) => expect(normalisePhone(given)).toBeUndefined());

test('identities are compared in one form: repeats of one are one', () => {
  const { identities, errors } = checkIdentities([
    { kind: 'phone', value: '138 1234 5678' },
    { kind: 'phone', value: '+8613812345678' },
    { kind: 'email', value: 'A@Example.com ' },
    { kind: 'email', value: 'a@example.com' },
    { kind: 'external_id', value: ' X1 ' },
    { kind: 'external_id', namespace: 'tmall', value: 'X1' },
  ]);
  expect(errors).toEqual([]);
  expect(identities.map(({ namespace, value }) => [namespace, value])).toEqual([
    ['', '+8613812345678'],
    ['', 'a@example.com'],
    ['', 'X1'],
    ['tmall', 'X1'],
  ]);
});

describe('masks', () => {
  test.each([
    [maskPhone('+8613812345678'), '138****5678'],
    [maskPhone('+14155552671'), '+14****2671'],
    [maskName('王小明'), '王**'],
    [maskName('欧阳娜娜'), '欧**'],
    [maskName('Brion Stark'), 'B**** S****'],
    [maskName('𠮷野家'), '𠮷**'],
    [maskAddress('上海市浦东新区世纪大道100号'), '上海市***'],
    [maskAddress('浙江省杭州市西湖区1号'), '浙江省***'],
    [maskAddress('内蒙古自治区呼和浩特市1号'), '内蒙古自治区***'],
    [maskAddress('世纪大道100号'), '世纪***'],
    [maskAddress('221B Baker Street, London'), '***, London'],
    [maskAddress('221B Baker Street'), '***'],
    [maskHandle('oAbCdEfGh9Z'), 'oAb****9Z'],
    [maskHandle('1380013'), '1****'],
    [maskFileName('会员 2026-11-01.csv'), '会员 2026-11-01.csv'],
    [maskFileName('林晓 138-0013-8000.csv'), '林晓 138****.csv'],
    [maskFileName('13800138000 订单.xlsx'), '138**** 订单.xlsx'],
    [maskFileName('lin@example.com 的订单.csv'), '**** 的订单.csv'],
    // What the audit log holds of an identity stands there for ever.
    [auditIdentity({ kind: 'phone', namespace: '', value: '+8613800138000' }), 'phone:138****8000'],
    [
      auditIdentity({ kind: 'external_id', namespace: 'shop', value: '13800138000' }),
      'external_id(shop):138****00',
    ],
  ])('%s', (masked, expected) => expect(masked).toBe(expected));

  test('a mask never shows a name or an address whole', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, unit: 'grapheme' }), (text) => {
        expect(maskName(text)).not.toBe(text);
        expect(maskAddress(text)).not.toBe(text);
      }),
    );
  });
});

const today = todayIn('Asia/Shanghai', new Date('2026-06-01T20:00:00Z'));

test("today is the date of the brand's time zone", () => {
  expect(today.date).toBe('2026-06-02');
  expect(todayIn('America/New_York', today.now).date).toBe('2026-06-01');
});

test.each([
  ['2026-06-02', undefined],
  ['2026-06-03', 'DATE_IN_FUTURE'],
  ['2025-02-29', 'DATE_INVALID'],
  ['2024-02-29', undefined],
  ['1899-12-31', 'DATE_TOO_OLD'],
  ['24-02-29', 'DATE_INVALID'],
])('birthday %s: %s', (birthday, code) => {
  expect(checkProfile({ birthday }, today).errors[0]?.code).toBe(code);
});

test('a profile keeps what is not given apart from what is cleared', () => {
  const { profile } = checkProfile({ displayName: '  ', city: null, gender: null, realName: ' A ' }, today);
  expect(profile).toEqual({ displayName: null, city: null, gender: 'unknown', realName: 'A' });
});

test('words are trimmed, and empty ones and repeats left out; too many are refused', () => {
  expect(checkWords([' a', 'a', '', 'b'], 'tag').words).toEqual(['a', 'b']);
  expect(checkWords(Array.from({ length: 51 }, String), 'tag').errors[0]?.code).toBe('TOO_MANY');
});

const members = Array.from({ length: 3 }, newId);

const identity = (lookup: string): KeyedIdentity => ({
  kind: 'external_id',
  namespace: '',
  value: lookup,
  verifiedAt: null,
  lookup,
});

test('whatever comes in whatever order, an identity has one member, and two known members are never joined', () => {
  const lookups = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const record = fc.record({
    memberId: fc.constantFrom(null, null, ...members.slice(0, 2)),
    identities: fc.uniqueArray(lookups, { maxLength: 3 }).map((list) => list.map(identity)),
  });
  const known = fc.dictionary(lookups, fc.constantFrom(...members));
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), known, (records, before) => {
      const owners = new Map(Object.entries(before));
      const assigned = assignMembers(records, new Map(owners), newId);
      assigned.forEach((assignment, at) => {
        const { memberId = null, identities = [] } = records[at] ?? {};
        const claimed = new Set([memberId, ...identities.map(({ lookup }) => owners.get(lookup) ?? null)]);
        claimed.delete(null);
        expect(assignment.ok).toBe(claimed.size <= 1);
        if (!assignment.ok) return;
        if (claimed.size === 1) expect([...claimed]).toEqual([assignment.memberId]);
        expect(assignment.created).toBe(claimed.size === 0);
        expect(assignment.added.map(({ lookup }) => lookup)).toEqual(
          identities.map(({ lookup }) => lookup).filter((lookup) => !owners.has(lookup)),
        );
        for (const { lookup } of assignment.added) owners.set(lookup, assignment.memberId);
      });
    }),
  );
});
