import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway, type TestBrand, type TestGateway } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;

beforeAll(async () => {
  gateway = await startGateway({ COST_BUCKET: '20000', COST_RESTORE_RATE: '100' });
  brand = await gateway.brand();
});

afterAll(() => gateway.close());

/** Asks as somebody whose bucket is full. */
async function ask(query: string, variables?: Record<string, unknown>) {
  const { token } = await gateway.operator(brand, 'owner');
  return await gateway.graphql(query, variables, { token });
}

const codesOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) =>
  errors?.map(({ extensions }) => extensions.code);

describe('the cost of an operation', () => {
  const costs: [string, string, Record<string, unknown> | undefined, number][] = [
    ['a leaf', '{ __typename }', undefined, 1],
    ['objects', '{ viewer { operator { name } brand { name currency } } }', undefined, 3],
    ['a page of the usual size', '{ members { nodes { id } } }', undefined, 51],
    ['a page of edges', '{ members(first: 10) { edges { node { id } } } }', undefined, 21],
    ['a page by a variable', 'query ($n: Int) { members(first: $n) { nodes { id } } }', { n: 7 }, 8],
    ['a page by a default', 'query ($n: Int = 9) { members(first: $n) { nodes { id } } }', {}, 10],
    ['the last of a list', '{ members(last: 3) { nodes { id } } }', undefined, 4],
    [
      'pages in a page',
      '{ members(first: 10) { nodes { orders(first: 5) { nodes { id } } } } }',
      undefined,
      71,
    ],
    ['a count', '{ members(first: 1) { totalCount } }', undefined, 51],
    [
      'aliases',
      '{ a: members(first: 5) { nodes { id } } b: members(first: 5) { nodes { id } } }',
      undefined,
      12,
    ],
    [
      'fragments that ask for the same',
      '{ ...A ...B } fragment A on Query { members(first: 5) { nodes { id } } } fragment B on Query { members(first: 5) { nodes { id } } }',
      undefined,
      6,
    ],
    [
      'what is skipped',
      'query ($no: Boolean!) { __typename members(first: 5) @skip(if: $no) { nodes { id } } viewer @include(if: false) { role } }',
      { no: true },
      1,
    ],
    [
      'what is not skipped',
      'query ($no: Boolean!) { __typename members(first: 5) @skip(if: $no) { nodes { id } } }',
      { no: false },
      6,
    ],
    ['a search', '{ members(first: 1, search: "x") { nodes { id } } }', undefined, 52],
    ['no search', 'query ($s: String) { members(first: 1, search: $s) { nodes { id } } }', {}, 2],
    ['sealed values', '{ members(first: 2) { nodes { realName } } }', undefined, 5],
    ['sealed values, revealed', '{ members(first: 2) { nodes { realName(reveal: true) } } }', undefined, 25],
    [
      'the most expensive of possible types',
      '{ node(id: "x") { id ... on Member { orders(first: 20) { nodes { id } } } ... on Order { member { id } } } }',
      undefined,
      22,
    ],
    [
      'nodes, by how many are named',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: ['a', 'b', 'c'] },
      3,
    ],
    ['a mutation', 'mutation { sessionsRevokeOthers { userErrors { code } } }', undefined, 11],
    ['the schema', '{ __schema { queryType { name } } }', undefined, 1_000],
  ];
  test.each(costs)('%s', async (_, query, variables, requested) => {
    const { extensions, errors } = await ask(query, variables);
    expect(codesOf({ errors: errors ?? [] })?.filter((code) => code !== 'BAD_USER_INPUT')).toEqual([]);
    expect(extensions.cost).toMatchObject({ requested, throttle: { maximum: 20_000, restoreRate: 100 } });
    expect(extensions.cost.actual).toBeLessThanOrEqual(requested);
  });
});
