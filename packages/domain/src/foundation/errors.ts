import { type ErrorCode, type ErrorParams, messages } from './error-messages.ts';
import { worded } from './error-words.ts';
import type { Locale } from './scope.ts';

export type { ErrorCode, ErrorParams };

/** A problem that the caller can mend: which input, what is wrong with it. Several may come back at once. */
export interface UserError {
  code: ErrorCode;
  /** Path of the input field, `['lines', '0', 'quantity']`; empty when it is about the whole. */
  field: string[];
  params: ErrorParams;
}

/** What a use case gives back: its value, or all that the caller should mend. Nothing was written then. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; errors: UserError[] };

export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refused(...errors: UserError[]): { ok: false; errors: UserError[] } {
  return { ok: false, errors };
}

export function userError(
  code: ErrorCode,
  field: string | string[] = [],
  params: ErrorParams = {},
): UserError {
  return { code, field: typeof field === 'string' ? [field] : field, params };
}

/** What the caller can't mend by changing the input: answered as an error of the request, with its code. */
export class DomainError extends Error {
  override name = 'DomainError';
  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    options?: ErrorOptions,
  ) {
    super(message(code, 'en', params), options);
  }
}

/** The sentence for a code in a language, with its parameters put in. */
export function message(code: ErrorCode, locale: Locale, params: ErrorParams = {}): string {
  return messages[code][locale].replace(/\{(\w+)\}/g, (_, name: string) =>
    worded(name, params[name] ?? '', locale),
  );
}
