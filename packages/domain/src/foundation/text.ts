import { type UserError, userError } from './errors.ts';

export interface TextLimits {
  /** Most characters (code points) after trimming. */
  limit: number;
  required?: boolean;
  /** Line breaks and tabs are taken. */
  multiline?: boolean;
}

/**
 * A text as it is stored: NFC, trimmed, `\r\n` as `\n`; with what is wrong with it: `REQUIRED` when it is empty and may
 * not be, `TOO_LONG`, `INVALID_TEXT` for control characters and halves of surrogate pairs.
 */
export function checkText(
  field: string | string[],
  value: string,
  { limit, required = false, multiline = false }: TextLimits,
): { text: string; errors: UserError[] } {
  const text = value.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  const errors: UserError[] = [];
  if (required && text === '') errors.push(userError('REQUIRED', field));
  if (tooLong(text, limit)) errors.push(userError('TOO_LONG', field, { limit }));
  const forbidden = multiline ? /[^\P{Cc}\n\t]/u : /\p{Cc}/u;
  if (!text.isWellFormed() || forbidden.test(text)) errors.push(userError('INVALID_TEXT', field));
  return { text, errors };
}

function tooLong(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  return text.length > limit * 2 || [...text].length > limit;
}

/**
 * What the audit log, of which nothing ever goes, keeps of a text that somebody wrote about a person: of how many characters
 * it is. Of none, nothing.
 */
export function charactersOf(text: string | null | undefined): { characters?: number } {
  return text ? { characters: [...text].length } : {};
}
