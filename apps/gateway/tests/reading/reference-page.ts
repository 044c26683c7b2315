import { userError } from '@kolony/domain/foundation/errors';
import type { OrderTerm } from '../../src/reading/sources.ts';
import { badInput } from '../../src/server/errors.ts';

/** A row and the texts by which it is placed: of the terms of its order, then of its id. */
export interface Placed {
  key: string;
  place: string[];
}

/** How a list is cut: checks the arguments, and gives what cuts all of its rows, sorted in memory. */
export function pageOf(order: string, terms: OrderTerm[], args: Record<string, unknown>) {
  const { first, last, after, before } = args as { [name: string]: unknown };
  if (first != null && last != null)
    throw badInput(userError('ONE_OF_TWO', [], { one: 'first', other: 'last' }));
  for (const [name, size] of Object.entries({ first, last }))
    if (size != null && (Number(size) < 1 || Number(size) > 100))
      throw badInput(userError('PAGE_SIZE_INVALID', name, { limit: 100 }));
  const size = Number(last ?? first ?? 50);
  const columns = [
    ...terms,
    { type: 'uuid' as const, descending: terms[terms.length - 1]?.descending ?? false },
  ];
  const compare = (one: string[], two: string[]) => {
    for (const [at, { type, descending }] of columns.entries()) {
      const sign = compareTexts(type, one[at] ?? '', two[at] ?? '');
      if (sign !== 0) return descending ? -sign : sign;
    }
    return 0;
  };
  const place = (cursor: unknown, name: string): string[] | undefined => {
    if (cursor == null) return undefined;
    const decoded = decode(String(cursor));
    if (decoded?.[0] !== order || decoded.length !== columns.length + 1)
      throw badInput(userError('CURSOR_INVALID', name));
    return decoded.slice(1);
  };
  const behind = place(after, 'after');
  const ahead = place(before, 'before');
  return (rows: Placed[]) => {
    const sorted = rows.toSorted((one, two) => compare(one.place, two.place));
    const between = sorted
      .filter((one) => !behind || compare(one.place, behind) > 0)
      .filter((one) => !ahead || compare(one.place, ahead) < 0);
    const page = last == null ? between.slice(0, size) : between.slice(-size);
    const cursors = page.map(({ place: values }) =>
      Buffer.from(JSON.stringify([order, ...values])).toString('base64url'),
    );
    const more = page.length < between.length;
    return {
      rows: page,
      cursors,
      pageInfo: {
        // The row of a cursor stands on its other side, as far as it is still there.
        hasNextPage: ahead !== undefined || (last == null && more),
        hasPreviousPage: behind !== undefined || (last != null && more),
        startCursor: cursors[0] ?? null,
        endCursor: cursors[cursors.length - 1] ?? null,
      },
    };
  };
}

function decode(cursor: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function compareTexts(type: OrderTerm['type'] | 'uuid', one: string, two: string): number {
  if (type === 'bigint') return sign(BigInt(one), BigInt(two));
  if (type === 'timestamptz') return sign(moment(one), moment(two));
  return Buffer.compare(Buffer.from(one), Buffer.from(two));
}

/** Microseconds since 1970, of PostgreSQL's text of a moment in UTC. */
function moment(text: string): bigint {
  if (text.endsWith('infinity')) return text.startsWith('-') ? -(10n ** 30n) : 10n ** 30n;
  const [, date, time, fraction = '', zone] =
    /^(\d+-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+(\d\d)$/.exec(text) ?? [];
  if (zone !== '00') throw new Error(`${text} is not in UTC`);
  return BigInt(Date.parse(`${date}T${time}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

function sign(one: bigint, two: bigint): number {
  return one < two ? -1 : Number(one > two);
}
