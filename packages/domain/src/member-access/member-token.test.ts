import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newToken } from '../operator/token.ts';
import { checkAppId, checkAppSecret } from './client.rules.ts';
import {
  isAccessToken,
  newAccessToken,
  newFamily,
  newRefreshToken,
  readRefreshToken,
} from './member-token.ts';
import { codeRequestBuckets, codeTryBuckets } from './sign-in-throttle.rules.ts';

describe('tokens of members', () => {
  test('have a form that no operator’s has, and each is another', () => {
    const made = Array.from({ length: 100 }, newAccessToken);
    expect(new Set(made).size).toBe(100);
    expect(made.every(isAccessToken)).toBe(true);
    expect(Array.from({ length: 1_000 }, newToken).some(isAccessToken)).toBe(false);
    expect(isAccessToken(newRefreshToken(newFamily()))).toBe(false);
  });

  test('of one device share the part that names it, and nothing else', () => {
    const family = newFamily();
    const [one, other] = [newRefreshToken(family), newRefreshToken(family)];
    const [first, second] = [readRefreshToken(one), readRefreshToken(other)];
    expect(first?.family).toBe(family);
    expect(first?.familyHash).toEqual(second?.familyHash);
    expect(first?.hash).not.toEqual(second?.hash);
    expect(readRefreshToken(newRefreshToken(newFamily()))?.familyHash).not.toEqual(first?.familyHash);
  });

  test('are read from nothing but what has their form', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(readRefreshToken(text)).toBeUndefined();
        expect(isAccessToken(text)).toBe(false);
      }),
    );
    const token = newRefreshToken(newFamily());
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, added) => {
        const changed = token.slice(0, at) + added + token.slice(at);
        expect(readRefreshToken(changed)).toBeUndefined();
      }),
    );
  });
});

test('app ids and secrets are taken as WeChat makes them', () => {
  expect(checkAppId(' wx0123456789abcdef ')).toEqual({ appId: 'wx0123456789abcdef', errors: [] });
  for (const wrong of [
    '',
    'wx',
    'WX0123456789abcdef',
    'wx0123456789abcdeg',
    'wx0123456789abcdef0',
    'gh_0123456789ab',
  ])
    expect(checkAppId(wrong).errors).toHaveLength(1);
  expect(checkAppSecret('0123456789abcdef0123456789ABCDEF').errors).toEqual([]);
  for (const wrong of ['', '0123', 'x'.repeat(33), `${'x'.repeat(31)} `, `${'x'.repeat(31)}&`])
    expect(checkAppSecret(wrong).errors).toHaveLength(1);
});

test('tries are counted apart for numbers, addresses and brands, and no number stands in a key', () => {
  const of = { brandId: 'b1', ip: '192.0.2.1', phone: 'hash-of-the-number' };
  for (const buckets of [codeRequestBuckets, codeTryBuckets]) {
    const keys = (over: Partial<typeof of>) => new Set(buckets({ ...of, ...over }).map(({ key }) => key));
    const shared = (over: Partial<typeof of>) => [...keys(of)].filter((key) => keys(over).has(key)).length;
    const all = keys(of).size;
    expect(all).toBe(buckets(of).length);
    // Another brand has another hash of the same number.
    expect(shared({ phone: 'other' })).toBe(2);
    expect(shared({ ip: '192.0.2.2' })).toBe(all - 1);
    expect(shared({ brandId: 'b2' })).toBe(all - 1);
    // One household has all of an IPv6 network.
    expect(keys({ ip: '2001:db8::1' })).toEqual(keys({ ip: '2001:db8::2' }));
  }
});
