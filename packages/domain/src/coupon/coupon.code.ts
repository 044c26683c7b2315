import { randomInt } from 'node:crypto';

/** Without what is taken for something else: 0 O Q D, 1 I L, 2 Z, 5 S, 8 B, and U, which is taken for V. */
export const codeAlphabet = '34679ACEFGHJKMNPRTVWXY';
/** 19 of 22 signs: more than 84 bits. */
export const codeLength = 19;
const form = new RegExp(`^[${codeAlphabet}]{${codeLength}}$`);

/** A new code: nobody can guess one. */
export function newCode(): string {
  return Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
}

/**
 * A code as it is stored, of one as people type it: in lower case, in full-width letters, with spaces and dashes; undefined
 * for what can't be a code.
 */
export function readCode(typed: string): string | undefined {
  if (typed.length > 100) return undefined;
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}_.]/gu, '')
    .toUpperCase();
  return form.test(code) ? code : undefined;
}

/** A code as it is shown: `7KX34-…`, in groups of five. */
export function showCode(code: string): string {
  return (code.match(/.{1,5}/g) ?? []).join('-');
}

/** What operators see of a code that is a member's: how it ends. */
export function codeEnding(code: string): string {
  return code.slice(-4);
}
