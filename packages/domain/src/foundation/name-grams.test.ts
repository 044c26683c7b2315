import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameGrams, normaliseName, termGrams } from './name-grams.ts';

const matches = (name: string, term: string) => {
  const grams = new Set(nameGrams([name]));
  const wanted = termGrams(term);
  return wanted.length > 0 && wanted.every((gram) => grams.has(gram));
};

test('Chinese names are found by any part, one character too', () => {
  for (const term of ['欧阳娜娜', '欧阳', '阳娜', '娜娜', '娜', '欧', '阳娜娜']) {
    expect([term, matches('欧阳娜娜', term)]).toEqual([term, true]);
  }
  for (const term of ['王', '娜欧', '欧娜', '欧阳娜娜娜', '小欧']) {
    expect([term, matches('欧阳娜娜', term)]).toEqual([term, false]);
  }
});

test('Latin names are found by the beginning of a word, or any three letters; however they are written', () => {
  for (const term of [
    'Zoë',
    'zoe',
    'ZOE',
    'z',
    'zo',
    'müll',
    'MULLER',
    'ller',
    'zoe müller',
    'müller zoe',
    'Zoe',
  ]) {
    expect([term, matches('Zoë Müller', term)]).toEqual([term, true]);
  }
  for (const term of ['er', 'l', 'zoey', 'mullers', 'anna']) {
    expect([term, matches('Zoë Müller', term)]).toEqual([term, false]);
  }
});

test('both kinds together, and words set apart by anything', () => {
  expect(matches('小美Mei', 'mei')).toBe(true);
  expect(matches('小美Mei', 'me')).toBe(false);
  expect(matches('小美 Mei', 'mei')).toBe(true);
  expect(matches('小美 Mei', '小美mei')).toBe(false);
  expect(matches('小美·Mei', '美')).toBe(true);
  expect(matches("O'Brien", 'brien')).toBe(true);
  expect(termGrams(' ·- ')).toEqual([]);
  expect(nameGrams([null, undefined, '', '  '])).toEqual([]);
});

test('normalising twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = normaliseName(text);
      expect(normaliseName(once)).toBe(once);
    }),
  );
});

test('every name is found by itself, by each of its words, and by any run of three characters', () => {
  // Letters only: ÷ lies among the accented ones, and sets words apart.
  const word = fc.stringMatching(/^[a-zà-öø-ý王小明李娜]{1,20}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.nat(20), (words, at) => {
      const name = words.join(' ');
      expect(matches(name, name)).toBe(true);
      for (const part of words) {
        expect(matches(name, part)).toBe(true);
        const run = [...normaliseName(part)].slice(at, at + 3).join('');
        if ([...run].length === 3) expect(matches(name, run)).toBe(true);
      }
    }),
  );
});
