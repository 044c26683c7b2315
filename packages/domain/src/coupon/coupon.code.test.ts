import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeAlphabet, codeLength, newCode, readCode, showCode } from './coupon.code.ts';

it('a code can’t be guessed: more than 80 bits, of signs that nobody takes for another', () => {
  expect(codeLength * Math.log2(new Set(codeAlphabet).size)).toBeGreaterThan(80);
  expect(codeAlphabet).not.toMatch(/[01258BDILOQSUZa-z]/);
  const codes = Array.from({ length: 2_000 }, newCode);
  expect(new Set(codes).size).toBe(2_000);
  const count = (sign: string) => codes.join('').split(sign).length - 1;
  // Each sign comes about as often as any other: some 1,727 times, six standard deviations to each side.
  for (const sign of codeAlphabet)
    expect(Math.abs(count(sign) - (2_000 * codeLength) / 22)).toBeLessThan(245);
});

it('a code is read however it is typed', () => {
  const spaces = fc.constantFrom('', ' ', '-', '–', '\u3000', '_');
  fc.assert(
    fc.property(
      fc.array(spaces, { minLength: codeLength, maxLength: codeLength }),
      fc.boolean(),
      (gaps, wide) => {
        const code = newCode();
        const typed = [...code]
          .map(
            (sign, at) =>
              `${gaps[at]}${wide ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign.toLowerCase()}`,
          )
          .join('');
        expect(readCode(typed)).toBe(code);
      },
    ),
  );
  expect(readCode(showCode(newCode()))).toHaveLength(codeLength);
});

it('what can’t be a code is none', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), (text) => {
      const read = readCode(text);
      expect(read === undefined || /^[34679ACEFGHJKMNPRTVWXY]{19}$/.test(read)).toBe(true);
    }),
  );
  for (const text of [
    '',
    `${newCode()}A`,
    newCode().slice(1),
    `0${newCode().slice(1)}`,
    newCode().padEnd(101),
  ]) {
    expect(readCode(text)).toBeUndefined();
  }
});
