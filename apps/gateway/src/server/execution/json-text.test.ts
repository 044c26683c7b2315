import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, JsonText } from './json-text.ts';

function written(write: (out: JsonText) => void): string {
  const out = new JsonText();
  write(out);
  return out.finish().toString();
}

describe('a JSON string', () => {
  test.each([
    '',
    'plain',
    'quote " backslash \\ slash /',
    'line\nfeed\u0000\u001f\u007f',
    '张伟 é ß ',
    '𝄞 and 👍🏽',
    '\ud800 alone',
    'alone \udfff',
    'x'.repeat(5_000),
    '\u2028\u2029',
  ])('of %j is that of JSON.stringify', (text) => {
    expect(written((out) => out.string(text))).toBe(JSON.stringify(text));
  });

  test.each([
    ['any text', fc.string({ unit: 'binary', maxLength: 300 })],
    [
      'halves of pairs',
      fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 })).map((codes) => String.fromCharCode(...codes)),
    ],
  ])('of %s is that of JSON.stringify', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(written((out) => out.string(text))).toBe(JSON.stringify(text));
      }),
      { numRuns: 1_000 },
    );
  });
});

test('what was written since is taken back', () => {
  const text = written((out) => {
    out.raw(bytesOf('['));
    const begun = out.length;
    out.string('gone');
    out.cut(begun);
    out.null();
    out.comma();
    out.json('{"a":1}');
    out.raw(bytesOf(']'));
  });
  expect(text).toBe('[null,{"a":1}]');
});

test('an answer grows as far as it has to, and is not written over by the next', () => {
  const long = 'é'.repeat(100);
  const first = new JsonText();
  for (let at = 0; at < 20_000; at++) first.string(long);
  const kept = first.finish();
  const next = new JsonText();
  next.string('other');
  expect(next.finish().toString()).toBe('"other"');
  expect(kept.toString()).toBe(JSON.stringify(long).repeat(20_000));
});

test('two answers are written at once', () => {
  const [one, other] = [new JsonText(), new JsonText()];
  one.string('one');
  other.string('other');
  expect([one.finish().toString(), other.finish().toString()]).toEqual(['"one"', '"other"']);
});
