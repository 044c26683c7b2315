import { userError } from '@kolony/domain/foundation/errors';
import { badInput } from '../server/errors.ts';
import type { OrderTerm } from './sources.ts';

const patterns: Record<OrderTerm['type'] | 'uuid', RegExp> = {
  timestamptz: /^(-?infinity|\d{1,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?( BC)?)$/,
  date: /^(-?infinity|\d{4}-\d\d-\d\d)$/,
  // Nearly all that eight bytes hold, and nothing beyond.
  bigint: /^-?(\d{1,18}|[1-8]\d{18}|9[01]\d{17})$/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text holds anything but NUL
  text: /^[^\u0000]{0,1000}$/su,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

/** Where a row stands in an order: the name of the order, the values of its terms, the id. */
export function encodeCursor(order: string, values: readonly string[]): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

/** The values in a cursor of this order; BAD_USER_INPUT for anything else. */
export function decodeCursor(
  cursor: string,
  order: string,
  terms: readonly OrderTerm[],
  argument: string,
): string[] {
  const values = parse(cursor);
  const fits =
    values !== undefined &&
    values.length === terms.length + 2 &&
    values.every((value) => typeof value === 'string') &&
    values[0] === order &&
    terms.every((term, at) => patterns[term.type].test(String(values[at + 1]))) &&
    patterns.uuid.test(String(values[terms.length + 1]));
  if (!fits) throw badInput(userError('CURSOR_INVALID', argument));
  return values.slice(1);
}

function parse(cursor: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
