import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { BigInteger } from '../src/server/scalars.ts';
import {
  startGateway,
  type TestBrand,
  type TestGateway,
  type TestMember,
  type TestOperator,
} from './harness.ts';
import { leavesOf, operationOf, type RootField, rootFields, samplesOf, withValue } from './schema-walk.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let member: TestMember;
beforeAll(async () => {
  gateway = await startGateway({ SMS_URL: 'http://127.0.0.1:9/', SMS_TOKEN: 'a-token-of-the-tests' });
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  member = await gateway.member(brand);
});
afterAll(() => gateway.close());

const cursor = (...values: string[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

/** What no caller should send; numbers, texts and JSON beyond what a column, a type or a character set holds. */
const bad: unknown[] = [
  null,
  '',
  'a\u0000b',
  'a\ud800b',
  'x'.repeat(300_000),
  `'; drop table member; --`,
  '%_\\',
  -1,
  2_147_483_647,
  9_007_199_254_740_992,
  1e300,
  '9'.repeat(40),
  '9999999999999999.999999999',
  true,
  {},
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}}'),
  [[['x']]],
  Array.from({ length: 1001 }, (_, at) => `t${at}`),
  Array.from({ length: 101 }, () => encodeId('Member', newId())),
  '0001-01-01',
  '9999-12-31T23:59:59Z',
  '2023-02-30T25:00:00Z',
  'member_8zzzzzzzzzzzzzzzzzzzzzzzzz',
  'tag_01h455vb4pex5vsknk084sn02q',
  newId(),
  cursor('JOINED_AT_DESC', '2020-99-99 99:99:99+00', newId()),
  cursor('AT_DESC', '999999-01-01 00:00:00+00', newId()),
  'Etc/GMT+99',
  'javascript:alert(1)',
];

/** BAD_REQUEST: the reader of JSON refuses a body that would reach for prototypes. */
const expected = ['BAD_USER_INPUT', 'BAD_REQUEST', 'NOT_FOUND', 'FORBIDDEN', 'CONFLICT', 'RATE_LIMITED'];
/** Words of the database, of the language and of the machine. */
const telling =
  /postgres|\bsql|relation "|column "|constraint|\bpg_|\.(ts|js):\d|cannot read|is not a function|invalid input syntax|duplicate key/i;

async function complaints(field: RootField): Promise<string[]> {
  const found: string[] = [];
  for (const { path } of leavesOf(field)) {
    for (const value of bad) {
      // These end the session that they come with, or take the seat away.
      if (/sessions?Revoke|signOut|brandOperatorRemove/.test(field.name))
        owner = await gateway.operator(brand, 'owner');
      if (/^me(SignOut|DeviceRevoke)$/.test(field.name)) member = await gateway.member(brand);
      const place = path.at(-1) === '0' && Array.isArray(value) ? path.slice(0, -1) : path;
      const variables = withValue(samplesOf(field), place, value);
      const { errors, data } = await gateway.graphql(operationOf(field), variables, {
        token: field.field.extensions.allow === 'MEMBER_SELF' ? member.token : owner.token,
        brand: brand.id,
      });
      const said = [
        ...(errors ?? []).map(({ extensions, message }) => ({
          code: extensions.code,
          message,
          known: expected,
        })),
        ...(data?.[field.name]?.userErrors ?? []),
      ];
      for (const { code, message, known } of said) {
        if ((known && !known.includes(code)) || telling.test(message))
          found.push(
            `${path.join('.')} = ${JSON.stringify(value)?.slice(0, 60)}: ${code} ${message.slice(0, 200)}`,
          );
      }
    }
  }
  return found;
}

describe('values that nobody can have meant are answered with a code, and with no word of what is inside', () => {
  const fields = rootFields(createApiSchema()).filter(({ field }) => field.args.length > 0);
  it.each(fields.map((field) => [field.name, field] as const))(
    '%s',
    { timeout: 120_000 },
    async (_, field) => {
      expect(await complaints(field)).toEqual([]);
    },
  );

  it('null for an argument that has a default', async () => {
    const { errors } = await gateway.graphql(
      'query ($r: Boolean = true) { members { nodes { id } } node(id: "x") { ... on Member { realName(reveal: $r) } } tags { name } }',
      { r: null },
      owner,
    );
    expect(errors?.map(({ extensions }) => extensions.code) ?? []).not.toContain('INTERNAL');
    const key = await gateway.graphql(
      'mutation ($k: String = "x") { memberCreate(input: {}) @idempotent(key: $k) { member { id } } }',
      { k: null },
      owner,
    );
    expect(key.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it('a document that is nested beyond what can be parsed', async () => {
    for (const query of ['{a'.repeat(60_000), `{ tags(x: ${'['.repeat(100_000)}) { name } }`]) {
      const { errors } = await gateway.graphql(query, {}, owner);
      expect(['OPERATION_TOO_LONG', 'OPERATION_NESTED_TOO_DEEP']).toContain(errors?.[0]?.extensions.code);
    }
  });

  it('more wrong values than are counted', async () => {
    const { errors } = await gateway.graphql(
      'query ($f: MemberFilter) { members(filter: $f) { totalCount } }',
      { f: { gender: Array.from({ length: 200 }, (_, at) => `G${at}`) } },
      owner,
    );
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
  });
});

describe('scalars', () => {
  const record = (total: string) => `mutation { orderRecord(input: { channel: "scalars", orderNo: "${total}",
    placedAt: "2026-01-01T00:00:00Z", identities: [{ kind: EMAIL, value: "s@example.com" }], total: ${total} }) { order { total { amount } } userErrors { code } } }`;

  it('say in a literal where they are wrong', async () => {
    const { errors } = await gateway.graphql(record('one'), {}, owner);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('Decimal'),
        locations: [{ line: 2 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  it('take the numbers of GraphQL as those of JSON', async () => {
    expect((await gateway.graphql(record('1e3'), {}, owner)).data.orderRecord.order.total.amount).toBe(
      '1000.00',
    );
    expect((await gateway.graphql(record('0.10'), {}, owner)).data.orderRecord.order.total.amount).toBe(
      '0.10',
    );
  });

  it('hold integers of 64 bits, and no more', () => {
    for (const text of ['9223372036854775807', '-9223372036854775808'])
      expect(BigInteger.parseValue(text)).toBe(text);
    for (const text of ['9223372036854775808', '-9223372036854775809', '99999999999999999999'])
      expect(() => BigInteger.parseValue(text)).toThrow(TypeError);
  });
});

describe('JSON', () => {
  it('is taken as deep as content is, and refused beyond', async () => {
    const nested = (depth: number) => JSON.parse(`${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`);
    const save = async (depth: number) => {
      const query =
        'mutation ($state: JSON!) { savedViewSave(input: { page: "members", name: "deep", state: $state }) { userErrors { code } } }';
      const { errors } = await gateway.graphql(query, { state: { filter: nested(depth) } }, owner);
      return errors?.[0]?.extensions.code;
    };
    expect(await save(5)).toBeUndefined();
    expect(await save(500)).toBe('VALUE_NESTED_TOO_DEEP');
    expect(await save(2_000)).toBe('VALUE_NESTED_TOO_DEEP');
  });
});

describe('@idempotent', () => {
  it('holds wherever it stands on a field that is asked for twice', async () => {
    const once = async () =>
      (
        await gateway.graphql(
          `mutation { memberCreate(input: { displayName: "twin" }) { member { id } }
            memberCreate(input: { displayName: "twin" }) @idempotent(key: "twin") { userErrors { code } } }`,
          {},
          owner,
        )
      ).data.memberCreate.member.id;
    expect(await once()).toBe(await once());
  });

  it('is refused where it would say nothing', async () => {
    const answers = [
      'mutation { memberCreate(input: { displayName: "below" }) { member @idempotent(key: "k") { id } } }',
      '{ members @idempotent(key: "k") { totalCount } }',
    ].map((query) => gateway.graphql(query, {}, owner));
    for (const { errors, data } of await Promise.all(answers)) {
      expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect(data ?? null).toBeNull();
    }
    const { data } = await gateway.graphql('{ members(search: "below") { totalCount } }', {}, owner);
    expect(data.members.totalCount).toBe(0);
  });

  it('is taken by all mutations but those that say that they take none', async () => {
    const mutations = rootFields(createApiSchema()).filter(({ kind }) => kind === 'mutation');
    expect(mutations.length).toBeGreaterThan(30);
    for (const mutation of mutations) {
      const query = operationOf(mutation, '@idempotent(key: "k") { __typename }');
      const { errors } = await gateway.graphql(query, samplesOf(mutation), owner);
      const refused = errors?.[0]?.message.includes('@idempotent') ?? false;
      const told = mutation.field.description?.includes('Takes no @idempotent.') ?? false;
      expect([mutation.name, refused]).toEqual([mutation.name, told]);
    }
  });
});
