import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import {
  startGateway,
  type TestBrand,
  type TestGateway,
  type TestMember,
  type TestOperator,
} from './harness.ts';
import { allowedCodes, asVariables, inDocuments, tablesOf, telling } from './hostile-values.ts';
import {
  innerFields,
  leavesOf,
  literalOperationOf,
  operationOf,
  type RootField,
  rootFields,
  samplesOf,
  Written,
  withValue,
} from './schema-walk.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let member: TestMember;
let tables: RegExp;
beforeAll(async () => {
  // No limit shadows what a value comes to.
  const points = '1000000000';
  gateway = await startGateway({
    COST_MAXIMUM: points,
    COST_BUCKET: points,
    COST_RESTORE_RATE: points,
    SMS_URL: 'http://127.0.0.1:9/',
    SMS_TOKEN: 'a-token-of-the-tests',
  });
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  member = await gateway.member(brand);
  await fill();
  tables = await tablesOf(gateway);
});
afterAll(() => gateway.close());

/** Rows for every field further in: a statement that finds nothing also finds nothing wrong. */
async function fill(): Promise<void> {
  const { data, errors } = await gateway.graphql(
    `mutation { memberCreate(input: { displayName: "a", realName: "李一", identities: [{ kind: PHONE, value: "13800138000" }] }) { member { id } userErrors { code field } }
      orderRecord(input: { channel: "c", orderNo: "1", placedAt: "2026-01-01T00:00:00Z", total: "1.00", identities: [{ kind: PHONE, value: "13800138000" }] }) { userErrors { code field } } }`,
    {},
    owner,
  );
  expect(errors).toBeUndefined();
  expect([data.memberCreate.userErrors, data.orderRecord.userErrors]).toEqual([[], []]);
  const note = `mutation { memberNoteCreate(input: { memberId: "${data.memberCreate.member.id}", body: "n" }) { userErrors { code } } }`;
  expect((await gateway.graphql(note, {}, owner)).errors).toBeUndefined();
  const uploaded = await fetch(`${gateway.url}/imports?kind=members&name=m.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${owner.token}` },
    body: '姓名,手机号\n一,13800138001\n',
  });
  expect(uploaded.status).toBe(201);
}

/** Where many wrong passwords and tokens come to RATE_LIMITED. */
const limited = /^(setup|signIn|invitation|password|totp|recoveryCodes|memberSignIn|memberCode)/;
async function complaint(field: RootField, query: string, variables: object): Promise<string | undefined> {
  // These end the session that they come with, or take the seat away.
  if (/sessions?Revoke|signOut|brandOperatorRemove/.test(field.name))
    owner = await gateway.operator(brand, 'owner');
  if (/^me(SignOut|DeviceRevoke)$/.test(field.name)) member = await gateway.member(brand);
  const isOwn = field.via?.[0] === 'me' || field.field.extensions.allow === 'MEMBER_SELF';
  const { token } = isOwn ? member : owner;
  const { status, errors, data } = await gateway.graphql(query, { ...variables }, { token, brand: brand.id });
  const codes = (errors ?? []).map(({ extensions }) => extensions.code);
  if (
    codes.some(
      (code) => !allowedCodes.includes(code) && !(code === 'RATE_LIMITED' && limited.test(field.name)),
    )
  )
    return `${codes} ${errors?.[0]?.message.slice(0, 200)}`;
  const said = JSON.stringify([
    ...(errors ?? []).map(({ message, extensions }) => [message, extensions]),
    data?.[field.name]?.userErrors ?? [],
  ]);
  if (telling.test(said) || tables.test(said)) return said.slice(0, 300);
  return status < 500 ? undefined : `status ${status}`;
}

async function complaints(field: RootField, values: unknown[], inDocument: boolean): Promise<string[]> {
  const found: string[] = [];
  for (const { path } of leavesOf(field)) {
    for (const value of values) {
      const given = withValue(samplesOf(field), path, value);
      const said = inDocument
        ? await complaint(field, literalOperationOf(field, given), {})
        : await complaint(field, operationOf(field), given);
      const shown = value instanceof Written ? value.text : JSON.stringify(value);
      if (said !== undefined) found.push(`${path.join('.')} = ${shown?.slice(0, 60)}: ${said}`);
    }
  }
  return found;
}

const schema = createApiSchema();
const named = (fields: RootField[]) =>
  fields
    .filter(({ field }) => field.args.length > 0)
    .map((one) => [[...(one.via ?? []), one.name].join('.'), one] as const);

describe('no value of any argument is answered with a word of what is inside', () => {
  it.each(named(innerFields(schema)))('%s, as a variable', { timeout: 120_000 }, async (_, field) => {
    expect(await complaints(field, asVariables, false)).toEqual([]);
  });

  it.each(named([...rootFields(schema), ...innerFields(schema)]))(
    '%s, in the document',
    { timeout: 120_000 },
    async (_, field) => {
      expect(await complaints(field, inDocuments, true)).toEqual([]);
    },
  );
});
