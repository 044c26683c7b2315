import type { GraphQLFormattedError } from 'graphql';
import { expect } from 'vitest';

/**
 * Expects the same errors of two executions: path, code and words. Where an error took what is around it along, because
 * that can't be null, GraphQL leaves open which of the errors in there are told (6.4.4), and who goes field by field meets
 * the shallow ones first: both have to tell one of the same kind. Of very many, not all are told.
 */
export function sameErrors(
  data: unknown,
  told: readonly GraphQLFormattedError[],
  plain: readonly GraphQLFormattedError[],
): void {
  const listed = told.filter(({ extensions }) => extensions?.code !== 'TOO_MANY_ERRORS');
  if (listed.length < told.length) {
    expect(plain.length).toBeGreaterThan(listed.length);
    expect(plain.map(textOf)).toEqual(expect.arrayContaining(listed.map(textOf)));
    return;
  }
  const one = byPlace(data, told);
  const two = byPlace(data, plain);
  expect([...one.keys()].sort()).toEqual([...two.keys()].sort());
  for (const [place, errors] of one) {
    const others = two.get(place) ?? [];
    if (errors.concat(others).every(({ at }) => at === place))
      expect(errors.map(({ text }) => text).sort()).toEqual(others.map(({ text }) => text).sort());
    else {
      const both = errors.filter(({ code }) => others.some((other) => other.code === code));
      expect(both, `${place} of ${JSON.stringify({ errors, others })}`).not.toEqual([]);
    }
  }
}

/** The errors by the place in the answer that became null of them. */
function byPlace(data: unknown, errors: readonly GraphQLFormattedError[]) {
  const places = new Map<string, { at: string; text: string; code: unknown }[]>();
  for (const error of errors) {
    const { path = [] } = error;
    const at = JSON.stringify(path);
    const place = JSON.stringify(path.slice(0, depthOfNull(data, path)));
    places.set(place, [
      ...(places.get(place) ?? []),
      { at, text: textOf(error), code: error.extensions?.code },
    ]);
  }
  return places;
}

function textOf({ path, message, extensions }: GraphQLFormattedError): string {
  const words = message.replace(/\(?[^\s(]*[0-9a-f]{8}-[0-9a-f-]{27}\)?/g, '');
  return JSON.stringify([path, extensions?.code, words]);
}

function depthOfNull(data: unknown, path: readonly (string | number)[]): number {
  let value = data;
  for (const [depth, step] of path.entries()) {
    if (value === null || value === undefined) return depth;
    value = new Map(Object.entries(value)).get(String(step));
  }
  return path.length;
}
