import { expect, test } from 'vitest';
import { newId } from '../foundation/ids.ts';
import { Keyring } from '../foundation/keyring.ts';
import { memberSearch } from './member.search.ts';

const brand = newId();
const keyring = new Keyring(new Map([[1, Buffer.alloc(32, 1)]]), 1, Buffer.alloc(32, 2));
const lookup = (kind: string, value: string) => keyring.lookup(brand, kind, '', value);

test.each([
  ['138 1234 5678', 'phone', '+8613812345678'],
  ['+86-13812345678', 'phone', '+8613812345678'],
  ['１３８１２３４５６７８', 'phone', '+8613812345678'],
  ['(010) 6552 9988', 'phone', '+861065529988'],
  [' A.B@Example.com ', 'email', 'a.b@example.com'],
])('%s is looked up as a %s, and no name is searched for it', (text, kind, value) => {
  const search = memberSearch(keyring, brand, text);
  expect(search).toMatchObject({ grams: [], lookups: [lookup(kind, value)] });
});

test.each(['王', '王伟', 'Brion St', '用户42', '20260301', 'a@b', 'SO-1', '+'])(
  '%s is searched as a name',
  (text) => {
    expect(memberSearch(keyring, brand, text)).toEqual({
      grams: keyring.termGrams(brand, text),
      lookups: [],
      exact: text,
    });
  },
);

test.each(['', '  ', '\0', 'a\0b', '\ud800', 'x'.repeat(201)])('%j finds nobody', (text) => {
  expect(memberSearch(keyring, brand, text)).toBeNull();
});

test('a name is found by every part of it that people type', () => {
  const found = (name: string, term: string) => {
    const has = new Set(keyring.nameGrams(brand, [name]));
    const grams = memberSearch(keyring, brand, term)?.grams ?? [];
    return grams.length > 0 && grams.every((gram) => has.has(gram));
  };
  for (const term of ['欧', '阳', '娜', '欧阳', '阳娜', '欧阳娜'])
    expect([term, found('欧阳娜', term)]).toEqual([term, true]);
  for (const term of ['b', 'br', 'rio', 'brion', 'stark', 'BRION S', 'tark'])
    expect([term, found('Brion Stark', term)]).toEqual([term, true]);
  for (const term of ['阳欧', '王', '欧娜']) expect([term, found('欧阳娜', term)]).toEqual([term, false]);
});
