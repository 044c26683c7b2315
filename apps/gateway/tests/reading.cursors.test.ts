import { done } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { brandScope } from '@kolony/domain/foundation/scope';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway } from './harness.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const orders = [
  'JOINED_AT_DESC',
  'JOINED_AT_ASC',
  'SPENT_DESC',
  'ORDER_COUNT_ASC',
  'LAST_ORDER_AT_DESC',
] as const;

/** Puts members in; of few different values, so that most are tied. */
async function join(brand: TestBrand, members: readonly { day: number; spent: number }[]): Promise<void> {
  await gateway.database.write(brandScope(brand.uuid), async (tx) => {
    for (const { day, spent } of members)
      await tx.query(
        'insert into member (brand_id, id, joined_at, spent_minor, order_count) values ($1, $2, $3, $4, $5)',
        [brand.uuid, newId(), new Date(Date.UTC(2026, 0, day)), spent, spent % 2],
      );
    return done(null);
  });
}

const member = fc.record({ day: fc.integer({ min: 1, max: 3 }), spent: fc.integer({ min: 0, max: 3 }) });

it('pages once through all that were there, in one order, whatever joins between two pages, forwards and backwards', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(member, { minLength: 3, maxLength: 12 }),
      fc.array(fc.array(member, { maxLength: 2 }), { minLength: 1, maxLength: 6 }),
      fc.uniqueArray(fc.constantFrom(...orders), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (first, later, orderBy, size, backward) => {
        const brand = await gateway.brand();
        const { token } = await gateway.operator(brand, 'viewer');
        const ask = async (args: string) => {
          const query = `{ members(${args}, orderBy: [${orderBy}]) { nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;
          const { data, errors } = await gateway.graphql(query, {}, { token, brand: brand.id });
          expect(errors).toBeUndefined();
          return data.members as {
            nodes: { id: string }[];
            pageInfo: {
              startCursor: string;
              endCursor: string;
              hasNextPage: boolean;
              hasPreviousPage: boolean;
            };
          };
        };
        await join(brand, first);
        const there = (await ask('first: 100')).nodes.map(({ id }) => id);
        const seen: string[] = [];
        for (let cursor = '', at = 0, more = true; more; at++) {
          const { nodes, pageInfo } = await ask(`${backward ? 'last' : 'first'}: ${size}${cursor}`);
          const ids = nodes.map(({ id }) => id);
          if (backward) seen.unshift(...ids);
          else seen.push(...ids);
          more = backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
          cursor = backward ? `, before: "${pageInfo.startCursor}"` : `, after: "${pageInfo.endCursor}"`;
          await join(brand, later[at] ?? []);
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.filter((id) => there.includes(id))).toEqual(there);
        // Those who joined meanwhile stand where they belong, or were passed already.
        const all = (await ask('first: 100')).nodes.map(({ id }) => id);
        expect(all.filter((id) => seen.includes(id))).toEqual(seen);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

it('pages through what a search finds', async () => {
  const brand = await gateway.brand();
  const { token } = await gateway.operator(brand, 'owner');
  const created =
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } userErrors { code } } }';
  for (let n = 0; n < 5; n++)
    await gateway.graphql(created, { input: { displayName: `小明${n}` } }, { token, brand: brand.id });
  const seen: string[] = [];
  let after = '';
  for (let page = 0; page < 5; page++) {
    const query = `{ members(search: "小明", first: 2${after}, orderBy: [SPENT_DESC, JOINED_AT_ASC]) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`;
    const { data, errors } = await gateway.graphql(query, {}, { token, brand: brand.id });
    expect(errors).toBeUndefined();
    expect(data.members.totalCount).toBe(5);
    seen.push(...data.members.nodes.map(({ id }: { id: string }) => id));
    if (!data.members.pageInfo.hasNextPage) break;
    after = `, after: "${data.members.pageInfo.endCursor}"`;
  }
  expect(new Set(seen).size).toBe(5);
  expect(seen).toHaveLength(5);
});
