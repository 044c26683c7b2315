import { keepBirthdays } from '@kolony/domain/birthday/birthday.service';
import { brandScope } from '@kolony/domain/foundation/scope';
import { getNamedType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { type Answer, startGateway, type TestGateway, type TestOperator } from './harness.ts';
import { tiers } from './reading/world.tiers.ts';

const schema = createApiSchema();
let gateway: TestGateway;
let owner: TestOperator;
beforeAll(async () => {
  gateway = await startGateway();
  const brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
  const create =
    'mutation { memberCreate(input: { displayName: "a", birthday: "1990-05-01" }) { member { id } } }';
  const record = `mutation { orderRecord(input: { channel: "shop", orderNo: "1", placedAt: "2026-01-01T00:00:00Z", total: "1.10",
    identities: [{ kind: EMAIL, value: "a@example.com" }] }) { order { id } } }`;
  const reward = 'mutation { rewardCreate(input: { name: "tea", kind: GIFT, points: 1 }) { reward { id } } }';
  const badge =
    'mutation { badgeCreate(input: { name: "b", icon: STAR, color: "#aa7700", criterion: BY_HAND }) { badge { id } } }';
  const template =
    'mutation { couponTemplateCreate(input: { name: "five off", kind: AMOUNT, amount: "5", validDays: 9 }) { template { id } } }';
  const [made, , given, worn, coupons] = await all([create, record, reward, badge, template]);
  const [memberId, rewardId] = [made.memberCreate.member.id, given.rewardCreate.reward.id];
  const templateId = coupons.couponTemplateCreate.template.id;
  const [issued] = await all([
    `mutation { couponIssue(input: { memberId: "${memberId}", templateId: "${templateId}" }) @idempotent(key: "c") { coupon { id } } }`,
  ]);
  await all([
    `mutation { pointsAdjust(input: { memberId: "${memberId}", points: 9, reason: "x" }) @idempotent(key: "a") { userErrors { code } } }`,
    `mutation { memberEventRecord(input: { memberId: "${memberId}", event: SHARE }) @idempotent(key: "s") { userErrors { code } } }`,
    `mutation { badgeAward(input: { memberId: "${memberId}", badgeId: "${worn.badgeCreate.badge.id}" }) { userErrors { code } } }`,
    `mutation { rewardRedeem(input: { memberId: "${memberId}", rewardId: "${rewardId}" }) @idempotent(key: "r") { userErrors { code } } }`,
    `mutation { couponRedeem(input: { couponIds: ["${issued.couponIssue.coupon.id}"], order: { amount: "9", orderNo: "1" } }) @idempotent(key: "u") { userErrors { code } } }`,
  ]);
  await tiers(gateway.database, brandScope(brand.uuid));
  await keepBirthdays(gateway.database, brand.uuid, { now: new Date('2026-05-01T06:00:00Z') });
});

async function all(mutations: string[]) {
  const answers: Answer['data'][] = [];
  for (const mutation of mutations) {
    const { data, errors } = await gateway.graphql(mutation, {}, owner);
    expect(errors).toBeUndefined();
    answers.push(data);
  }
  return answers;
}
afterAll(() => gateway.close());

const count = async (list: string, filter: object) => {
  const type = schema
    .getQueryType()
    ?.getFields()
    [list]?.args.find(({ name }) => name === 'filter')?.type;
  const query = `query ($filter: ${type}) { ${list}(filter: $filter) { totalCount } }`;
  const { data, errors } = await gateway.graphql(query, { filter }, owner);
  return errors?.[0]?.extensions.code ?? data[list].totalCount;
};

describe('a filter', () => {
  const texts = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const filter = getNamedType(field.args.find(({ name }) => name === 'filter')?.type);
    return isInputObjectType(filter)
      ? Object.values(filter.getFields())
          .filter(({ type }) => ['ID', 'String'].includes(String(type)))
          .map(({ name }) => [field.name, name] as const)
      : [];
  });

  it.each(texts)('of %s by %s is one when it is empty, too', async (list, name) => {
    expect(await count(list, {})).toBeGreaterThan(0);
    expect([0, 'BAD_USER_INPUT']).toContain(await count(list, { [name]: '' }));
  });

  it('holds so many filters and no more, however they are nested', async () => {
    const wide = (width: number) => Array.from({ length: width }, () => ({ total: { min: '1' } }));
    expect(await count('orders', { or: wide(99) })).toBe(1);
    expect(await count('orders', { or: wide(100) })).toBe('BAD_USER_INPUT');
    expect(await count('orders', { or: wide(10).map(() => ({ and: wide(10) })) })).toBe('BAD_USER_INPUT');
    expect(await count('orders', { or: wide(9_000) })).toBe('BAD_USER_INPUT');
    expect(await count('orders', { or: wide(20_000) })).toBe('VARIABLES_TOO_LARGE');
  });
});
