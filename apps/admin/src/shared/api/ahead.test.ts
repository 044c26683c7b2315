import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EarlyAnswer } from './ahead.ts';
import { createClient } from './client.ts';
import { firstPage, type PageAsked } from './list-page.ts';
import { defineList } from './lists.ts';
import type { Connection } from './loaded-list.ts';

interface Things {
  things: Connection<{ id: string }>;
}
type Variables = PageAsked & { search: string };

/** With a name, as the build gives one: then it is sent at once. */
const document: TypedDocumentNode<Things, Variables> = Object.assign(
  parse(`
  query Things($search: String, $first: Int, $after: String, $withTotal: Boolean) {
    things(search: $search, first: $first, after: $after, withTotal: $withTotal) {
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`),
  { hash: 'things' },
);
const x = 'brand_x';
const y = 'brand_y';
const search = '';

let asked: (string | null)[] = [];

/** A gateway with one row in each brand, of which it is the name; without a brand it is that of the operator's first. */
beforeEach(() => {
  asked = [];
  vi.stubGlobal('localStorage', { getItem: () => 'en' });
  vi.stubGlobal('fetch', async (_url: string, { headers }: RequestInit) => {
    const brand = new Headers(headers).get('kolony-brand');
    asked.push(brand);
    const id = `row of ${brand ?? x}`;
    const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: id, endCursor: id };
    return Response.json({ data: { things: { edges: [{ cursor: id, node: { id } }], pageInfo } } });
  });
});
afterEach(() => vi.unstubAllGlobals());

/** Asks early in one brand, enters another or the same, and looks at the list. */
async function shown(early: EarlyAnswer<Things, Variables>, brandId: string) {
  const list = defineList(document, ({ things }) => things, early);
  const client = createClient(brandId, () => undefined);
  const variables = { search };
  await list.ahead(client, variables, undefined);
  const { list: loaded, error } = list.open(client, variables).state();
  expect(error).toBeUndefined();
  return loaded?.edges.map(({ node }) => node.id);
}

it('is shown in the brand that it was asked of, without another request', async () => {
  const early = new EarlyAnswer(document);
  early.ask({ search, ...firstPage(undefined) }, x);
  expect(await shown(early, x)).toEqual(['row of brand_x']);
  expect(asked).toEqual([x]);
});

it('is never shown in another brand, which is asked itself', async () => {
  const early = new EarlyAnswer(document);
  early.ask({ search, ...firstPage(undefined) }, x);
  expect(await shown(early, y)).toEqual(['row of brand_y']);
  expect(asked).toEqual([x, y]);
});

it('is of the first brand of the operator, which is entered, when none was wanted', async () => {
  const early = new EarlyAnswer(document);
  early.ask({ search, ...firstPage(undefined) }, undefined);
  expect(await shown(early, x)).toEqual(['row of brand_x']);
  expect(asked).toEqual([null]);
});

it('is thrown away once another brand was entered', () => {
  const early = new EarlyAnswer(document);
  early.ask({ search, ...firstPage(undefined) }, x);
  expect(early.take({ search, ...firstPage(undefined) }, y)).toBeUndefined();
  expect(early.take({ search, ...firstPage(undefined) }, x)).toBeUndefined();
});
