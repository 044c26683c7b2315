import { createHash } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { Costs } from '../src/server/limits/cost.ts';
import { type Answer, startGateway, type TestBrand, type TestGateway } from './harness.ts';
import { watchEvents } from './live-client.ts';

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

const codesOf = ({ errors }: { errors: { extensions: { code: string } }[] }) =>
  errors.map(({ extensions }) => extensions.code);

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
    expect(codesOf({ errors: errors ?? [] }).filter((code) => code !== 'BAD_USER_INPUT')).toEqual([]);
    expect(extensions.cost).toMatchObject({ requested, throttle: { maximum: 20_000, restoreRate: 100 } });
    expect(extensions.cost.actual).toBeLessThanOrEqual(requested);
  });
});

test('fields of several types that share a key cost what the dearest of them does', () => {
  const costs = new Costs(createApiSchema());
  // Whichever of two types is looked at first.
  const dear = (type: string, field: string) => `... on ${type} { x: ${field}(first: 100) { nodes { id } } }`;
  const cheap = (type: string, field: string) => `... on ${type} { x: ${field} { id } }`;
  for (const both of [
    `${dear('Member', 'orders')} ${cheap('Order', 'member')}`,
    `${dear('Import', 'problems')} ${cheap('Order', 'member')}`,
    `${dear('Member', 'orders')} ${cheap('MemberMerge', 'kept')}`,
  ]) {
    const document = parse(`{ node(id: "x") { ${both} } }`);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('it has one');
    expect(costs.of(document, operation, {})).toBe(102);
  }
});

describe('an operation', () => {
  test('above the maximum is refused: what it costs, what the most is, what to do', async () => {
    const { errors, data, extensions, status } = await ask(
      '{ members(first: 100) { nodes { orders(first: 100) { nodes { lines { sku } } } } } }',
    );
    expect(codesOf({ errors: errors ?? [] })).toEqual(['QUERY_TOO_EXPENSIVE']);
    expect(errors?.[0]?.message).toMatch(/costs 1\d{5} points; the most is 10000\. Ask for smaller pages/);
    expect(data).toBeUndefined();
    expect(status).toBe(200);
    expect(extensions.cost).toMatchObject({ requested: 0, actual: 0 });
  });

  test('is charged by what came back, and the rest is given back', async () => {
    const { token } = await gateway.operator(brand, 'owner');
    const query = '{ members(first: 100) { nodes { id orders(first: 50) { nodes { id } } } } }';
    const { extensions } = await gateway.graphql(query, {}, { token });
    expect(extensions.cost.requested).toBe(5_201);
    expect(extensions.cost.actual).toBe(1);
    // Five of them would be more than the bucket holds.
    for (let at = 0; at < 8; at++) {
      const { errors } = await gateway.graphql(query, {}, { token });
      expect(errors).toBeUndefined();
    }
  });

  test('has cost what it gave: each object and each weight of a field, however deep', async () => {
    const shop = await gateway.brand();
    const { token } = await gateway.operator(shop, 'owner');
    for (const displayName of ['a', 'b', 'c']) {
      const member = `mutation { memberCreate(input: { displayName: "${displayName}", tags: ["x", "y"] }) { userErrors { code } } }`;
      await gateway.graphql(member, {}, { token });
    }
    const query = `query ($reveal: Boolean!) { members(first: 90) {
      totalCount
      nodes { id tags { id } realName(reveal: $reveal) }
      edges { node { ... on Node { id } spent { amount } } }
    } }`;
    const costOf = async (reveal: boolean) => {
      const { extensions, errors } = await gateway.graphql(query, { reveal }, { token });
      expect(errors).toBeUndefined();
      return extensions.cost.actual;
    };
    // The connection and its count; three nodes with two tags and a sealed value; three edges with a node and an amount.
    expect(await costOf(false)).toBe(1 + 50 + 3 * (1 + 2 + 1) + 3 * (1 + 1 + 1));
    expect(await costOf(true)).toBe(1 + 50 + 3 * (1 + 2 + 1 + 10) + 3 * (1 + 1 + 1));
  });

  test('whose answer has holes costs what it asked for; one refused at a root field does not', async () => {
    const shop = await gateway.brand();
    const owner = await gateway.operator(shop, 'owner');
    await gateway.graphql(
      'mutation { memberCreate(input: { displayName: "a" }) { userErrors { code } } }',
      {},
      { token: owner.token },
    );
    const { token } = await gateway.operator(shop, 'viewer');
    const send = async (also: string, root = '') => {
      const query = `{ members(first: 50) { nodes { orders(first: 90) { nodes { id } } ${also} } } ${root} }`;
      const { data, errors, extensions } = await gateway.graphql(query, {}, { token });
      expect(codesOf({ errors: errors ?? [] })).toEqual(['FORBIDDEN']);
      expect(extensions.cost.requested).toBeGreaterThan(4_500);
      return { data, cost: extensions.cost };
    };
    const holed = await send('realName(reveal: true)');
    expect(holed.data.members.nodes).toMatchObject([{ realName: null }]);
    expect(holed.cost.actual).toBe(holed.cost.requested);
    const refused = await send('', 'auditEvents(first: 1) { nodes { id } }');
    expect(refused.data.members.nodes).toHaveLength(1);
    expect(refused.cost.actual).toBeLessThan(10);
  });

  test('of one who has spent all is refused until something came back; others are not', async () => {
    const { token } = await gateway.operator(brand, 'owner');
    const send = (accept: string) =>
      gateway.graphql(
        '{ a: __schema { description } b: __schema { description } }',
        {},
        {
          token,
          headers: { accept },
        },
      );
    const answers = [];
    for (let at = 0; at < 14; at++) answers.push(await send('application/json'));
    const [refused] = answers.filter(({ errors }) => errors);
    expect(answers.slice(0, 9).every(({ errors }) => !errors)).toBe(true);
    expect(codesOf({ errors: refused?.errors ?? [] })).toEqual(['RATE_LIMITED']);
    expect(refused?.status).toBe(200);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused?.extensions.cost.throttle.available).toBeLessThan(2_000);
    const typed = await send('application/graphql-response+json');
    expect(typed.status).toBe(429);
    // As the console asks: a status other than 200 comes with the media type that has them.
    const console = await send('application/graphql-response+json,application/json;q=0.9');
    expect([console.status, console.headers.get('content-type')]).toEqual([
      429,
      expect.stringContaining('application/graphql-response+json'),
    ]);
    expect((await ask('{ viewer { role } }')).errors).toBeUndefined();
  });

  test('is told of in the language of the caller', async () => {
    const { token } = await gateway.operator(brand, 'owner');
    const { errors } = await gateway.graphql(
      '{ members(first: 100) { nodes { orders(first: 100) { nodes { lines { sku } } } } } }',
      {},
      { token, headers: { 'accept-language': 'zh' } },
    );
    expect(errors?.[0]?.message).toContain('上限为 10000 点');
  });
});

test('of very many errors, the first are answered, and how many more there are', async () => {
  const crowd = await gateway.brand();
  const { token } = await gateway.operator(crowd, 'owner');
  const made = await gateway.graphql(
    `mutation { ${Array.from({ length: 50 }, (_, at) => `m${at}: memberCreate(input: { displayName: "${at}" }) { userErrors { code } }`).join(' ')} }`,
    {},
    { token },
  );
  expect(made.errors).toBeUndefined();
  const analyst = await gateway.operator(crowd, 'analyst');
  const { data, errors } = await gateway.graphql(
    '{ members { nodes { id realName(reveal: true) address(reveal: true) again: address(reveal: true) } } }',
    {},
    { token: analyst.token },
  );
  expect(data.members.nodes).toHaveLength(50);
  expect(errors).toHaveLength(101);
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect(errors?.at(-1)).toMatchObject({
    message: '50 more errors are not listed; at most 100 are.',
    extensions: { code: 'TOO_MANY_ERRORS' },
  });
});

describe('what is hostile', () => {
  const repeat = (count: number, of: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => of(at)).join(' ');
  const documents: [string, string, string][] = [
    [
      '10,000 fields of one name',
      `{ ${repeat(10_000, (at) => `a: node(id: "${at}") { id }`)} }`,
      'OPERATION_TOO_LONG',
    ],
    [
      '400 fields of one name',
      `{ ${repeat(400, (at) => `a: node(id: "${at}") { id }`)} }`,
      'TOO_MANY_REPETITIONS',
    ],
    ['101 aliases', `{ ${repeat(101, (at) => `a${at}: viewer { role }`)} }`, 'TOO_MANY_ALIASES'],
    [
      'fragments that double each other',
      `{ viewer { ...F0 } } ${repeat(16, (at) => `fragment F${at} on Viewer { a${at}: brand { ...G${at} } b${at}: brand { ...G${at} } } fragment G${at} on Brand { id }`)}`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['brackets without end', `{${'a{'.repeat(200_000)}`, 'OPERATION_TOO_LONG'],
    ['lists without end', `{ node(id: ${'['.repeat(200_000)} }`, 'OPERATION_NESTED_TOO_DEEP'],
    [
      'thousands of conditions',
      `{ __typename ${'@include(if: true) '.repeat(5_000)} }`,
      'OPERATION_TOO_LONG',
    ],
    ['hundreds of conditions', `{ __typename ${'@include(if: true) '.repeat(600)} }`, 'TOO_MANY_DIRECTIVES'],
    ['a text of a million letters', `{ node(id: "${'a'.repeat(900_000)}") { id } }`, ''],
    ['a comment of a million letters', `{ __typename } # ${'{'.repeat(900_000)}`, ''],
  ];
  test.each(documents)('%s', async (_, query, code) => {
    const answer = await ask(query);
    expect(codesOf({ errors: answer.errors ?? [] }).at(0) ?? '').toBe(code);
    if (code.startsWith('OPERATION') || code.startsWith('TOO')) {
      expect(answer.status).toBe(400);
      expect(answer.extensions.cost).toMatchObject({ requested: 0, actual: 0 });
    }
  });

  test('in variables: lists, depth, patterns', async () => {
    const byIds = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const many = await ask(byIds, { ids: Array.from({ length: 60_000 }, () => 'x') });
    expect(codesOf({ errors: many.errors ?? [] })).toEqual(['VARIABLES_TOO_LARGE']);
    const bySearch =
      'query ($f: MemberFilter, $s: String) { members(search: $s, filter: $f) { nodes { id } } }';
    let filter: object = {};
    for (let at = 0; at < 1_000; at++) filter = { not: filter };
    const deep = await ask(bySearch, { f: filter });
    expect(codesOf({ errors: deep.errors ?? [] })).toEqual(['VALUE_NESTED_TOO_DEEP']);
    for (const pattern of ['(a+)+$'.repeat(20), '%'.repeat(200), '\\'.repeat(99), `${'.*'.repeat(90)}!`]) {
      const { errors } = await ask(bySearch, { s: pattern });
      expect(codesOf({ errors: errors ?? [] })).not.toContain('INTERNAL');
    }
  });

  test('invalid documents are charged for: thousands of them are refused unread', async () => {
    const { token } = await gateway.operator(brand, 'owner');
    const codes = new Set<string>();
    for (let at = 0; at < 2_000 && !codes.has('RATE_LIMITED'); at++) {
      const { errors } = await gateway.graphql(`{ nothing${at} }`, {}, { token });
      for (const code of codesOf({ errors: errors ?? [] })) codes.add(code);
    }
    expect([...codes]).toEqual(['GRAPHQL_VALIDATION_FAILED', 'RATE_LIMITED']);
  });

  describe('and the same again', () => {
    /** Somebody who has not much left. */
    async function nearlySpent() {
      const { token } = await gateway.operator(brand, 'owner');
      const large = '{ a: __schema { description } b: __schema { description } }';
      for (let at = 0; at < 9; at++) await gateway.graphql(large, {}, { token });
      return token;
    }
    /** What it ends with, if it ends: codes in their order. */
    async function endOf(send: () => Promise<string | number>) {
      const codes = new Set<string | number>();
      for (let at = 0; at < 1_000 && !codes.has('RATE_LIMITED'); at++) codes.add(await send());
      return [...codes];
    }

    test('an invalid document is refused unread once all is spent', async () => {
      const token = await nearlySpent();
      const send = async () => {
        const { errors } = await gateway.graphql('{ nothingAtAll }', {}, { token });
        return codesOf({ errors: errors ?? [] })[0] ?? '';
      };
      expect(await endOf(send)).toEqual(['GRAPHQL_VALIDATION_FAILED', 'RATE_LIMITED']);
    });

    test('so is a name that no document has, however it is asked for', async () => {
      const token = await nearlySpent();
      const codes = new Set<string>();
      for (let at = 0; at < 1_000 && !codes.has('RATE_LIMITED'); at++) {
        const sha256Hash = createHash('sha256').update(`${token} ${at}`).digest('hex');
        const extensions = { persistedQuery: { version: 1, sha256Hash } };
        const answer = await fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${token}`,
            // Looked for by streams too.
            accept: at % 2 === 0 ? 'application/json' : 'text/event-stream',
          },
          body: JSON.stringify({ extensions }),
        });
        const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
        for (const code of codesOf({ errors })) codes.add(code);
      }
      expect([...codes]).toEqual(['PERSISTED_QUERY_NOT_FOUND', 'RATE_LIMITED']);
    });

    test('while one that a document has costs what the document does', async () => {
      const { token } = await gateway.operator(brand, 'owner');
      const query = '{ viewer { sessionId } }';
      const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
      const ask = async (body: object) => {
        const answer = await fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ ...body, extensions: { persistedQuery } }),
        });
        const { data, extensions } = (await answer.json()) as Pick<Answer, 'data' | 'extensions'>;
        expect(data.viewer.sessionId).toEqual(expect.any(String));
        return extensions.cost;
      };
      const first = await ask({ query });
      let last = first;
      for (let at = 0; at < 20; at++) last = await ask({});
      expect(last).toMatchObject({ requested: 1, actual: 1 });
      expect(first.throttle.available - last.throttle.available).toBeLessThanOrEqual(20);
    });

    const two = 'query A { again: __typename } query B { __typename }';
    test.each([
      ['an operation that the document does not have', { query: two, operationName: 'C' }],
      ['one of several operations, unnamed', { query: two }],
    ])('so is %s', async (_, body) => {
      const token = await nearlySpent();
      const send = async () => {
        const answer = await fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify(body),
        });
        const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
        return codesOf({ errors })[0] ?? '';
      };
      expect(await endOf(send)).toEqual(['OPERATION_RESOLUTION_FAILURE', 'RATE_LIMITED']);
    });

    test('so is a mutation by GET', async () => {
      const token = await nearlySpent();
      const query = 'mutation { signOut { userErrors { code } } }';
      const send = async () => {
        const answer = await fetch(`${gateway.url}/graphql?${new URLSearchParams({ query })}`, {
          headers: { authorization: `Bearer ${token}`, 'kolony-csrf': '1' },
        });
        const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
        return codesOf({ errors })[0] ?? '';
      };
      expect(await endOf(send)).toEqual(['METHOD_NOT_ALLOWED', 'RATE_LIMITED']);
    });

    test.each([
      ['a query', '{ again: __typename }', 'SUBSCRIPTIONS_ONLY'],
      [
        'no operation that is named',
        'query A { __typename } query B { __typename }',
        'OPERATION_RESOLUTION_FAILURE',
      ],
    ])('so is %s, sent as a stream', async (_, query, code) => {
      const params = { authorization: `Bearer ${await nearlySpent()}` };
      const send = () => watchEvents(gateway.url, { query, params }).ended;
      expect(await endOf(send)).toEqual([code, 'RATE_LIMITED']);
    });
  });

  test('several operations in one request', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BATCHES_NOT_TAKEN' } }] });
  });
});
