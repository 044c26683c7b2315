import { describe, expect, test } from 'vitest';
import { bytesOf, JsonText } from './json-text.ts';

function written(write: (out: JsonText) => void): string {
  const out = new JsonText();
  write(out);
  return out.finish().toString();
}

/** Texts of all kinds of characters: escaped, of one to four bytes, and halves of pairs. */
function randomText(most: number): string {
  const kinds = [0x20, 0x80, 0x800, 0xffff];
  return String.fromCharCode(
    ...Array.from({ length: Math.floor(Math.random() * most) }, () =>
      Math.floor(Math.random() * (kinds[Math.floor(Math.random() * kinds.length)] ?? 1)),
    ),
  );
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

  test('of any text is that of JSON.stringify', () => {
    for (let at = 0; at < 3_000; at++) {
      const text = randomText(at % 300);
      expect(written((out) => out.string(text))).toBe(JSON.stringify(text));
    }
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
