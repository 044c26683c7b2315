import { type ErrorCode, type UserError, userError } from '../foundation/errors.ts';

export const shortestPassword = 10;
export const longestPassword = 200;

/** Longer inputs are nobody's password; they are cut before they cost anything. */
const longestInput = 1000;

/** The form of a password that is hashed and compared: NFKC, so that every keyboard gives the same (RFC 8265). */
export function normalisePassword(password: string): string {
  return password.slice(0, longestInput).toWellFormed().normalize('NFKC');
}

/**
 * What is wrong with a password by its own look: `PASSWORD_TOO_SHORT` (10), `PASSWORD_TOO_LONG` (200),
 * `PASSWORD_REPETITIVE` for repeats and sequences, `PASSWORD_PERSONAL` when it holds a word that others know of the
 * operator (e-mail, name, brand). Lengths are in characters.
 */
export function passwordProblem(password: string, personal: readonly string[]): ErrorCode | undefined {
  const plain = normalisePassword(password);
  const characters = [...plain];
  if (characters.length < shortestPassword) return 'PASSWORD_TOO_SHORT';
  if (characters.length > longestPassword) return 'PASSWORD_TOO_LONG';
  if (isRepetitive(characters)) return 'PASSWORD_REPETITIVE';
  if (holdsPersonal(plain, personal)) return 'PASSWORD_PERSONAL';
  return undefined;
}

export function passwordError(code: ErrorCode, field: string): UserError {
  if (code === 'PASSWORD_TOO_SHORT') return userError(code, field, { limit: shortestPassword });
  if (code === 'PASSWORD_TOO_LONG') return userError(code, field, { limit: longestPassword });
  return userError(code, field);
}

/** Fewer than five different characters, one piece over and over, or mostly steps of one (abcdef, 987654). */
export function isRepetitive(characters: readonly string[]): boolean {
  if (new Set(characters.map((character) => character.toLowerCase())).size < 5) return true;
  const text = characters.join('');
  if (/^(.{1,8}?)\1+.{0,3}$/su.test(text)) return true;
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) <= 1).length;
  return steps >= (codes.length - 1) * 0.75;
}

/** The words of e-mail, name and brand that a password may not hold: of four letters or more, of two in Han. */
export function personalWords(personal: readonly string[]): string[] {
  const words = personal.flatMap((text) => {
    const folded = text.normalize('NFKC').toLowerCase();
    return [folded.replace(/\s+/gu, ''), ...folded.split(/[^\p{L}\p{N}]+/u)];
  });
  return [...new Set(words)].filter((word) => [...word].length >= (/\p{Script=Han}/u.test(word) ? 2 : 4));
}

function holdsPersonal(plain: string, personal: readonly string[]): boolean {
  const folded = plain.toLowerCase();
  return personalWords(personal).some((word) => {
    // What is left without the word has to be a password of its own.
    const rest = folded.replaceAll(word, '');
    return rest !== folded && [...rest].length < shortestPassword;
  });
}
