import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  owner = await gateway.operator(brand, 'owner');
});
afterAll(() => gateway.close());

/** Sends them all at once; what each was answered. */
const atOnce = (operations: string[]) =>
  Promise.all(operations.map(async (operation) => await gateway.graphql(operation, {}, owner)));
const times = (count: number, operation: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => operation(at));
const codes = (payloads: { userErrors: { code: string }[] }[]) =>
  payloads.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();

describe('at once, over HTTP', () => {
  it('one key is one result, answered to everyone', async () => {
    const answers = await atOnce(
      times(
        30,
        () =>
          'mutation { memberCreate(input: { displayName: "x" }) @idempotent(key: "k") { member { id } } }',
      ),
    );
    expect(new Set(answers.map(({ data }) => data.memberCreate.member.id)).size).toBe(1);
    const { data } = await gateway.graphql('{ members { totalCount } }', {}, owner);
    expect(data.members.totalCount).toBe(1);
  });

  it('two members are merged one way only', async () => {
    const made = await atOnce(
      times(2, () => 'mutation { memberCreate(input: { displayName: "y" }) { member { id } } }'),
    );
    const [a, b] = made.map(({ data }) => data.memberCreate.member.id);
    const answers = await atOnce(
      times(10, (at) => {
        const [kept, merged] = at % 2 ? [a, b] : [b, a];
        return `mutation { memberMerge(input: { keptId: "${kept}", mergedId: "${merged}" }) { userErrors { code } } }`;
      }),
    );
    expect(codes(answers.map(({ data }) => data.memberMerge))).toEqual([
      ...times(9, () => 'MEMBER_MERGED'),
      'done',
    ]);
  });

  it('an owner stays, however many leave', async () => {
    const place = await gateway.brand();
    const owners = await Promise.all(times(4, () => '').map(() => gateway.operator(place, 'owner')));
    const [first] = owners;
    const { data } = await gateway.graphql('{ brandOperators { id operator { id } } }', {}, first);
    const seats = data.brandOperators as { id: string; operator: { id: string } }[];
    const answers = await Promise.all(
      owners.map((one) =>
        gateway.graphql(
          'mutation ($id: ID!) { brandOperatorRemove(input: { id: $id }) { userErrors { code } } }',
          { id: seats.find(({ operator }) => operator.id === one.id)?.id },
          { token: one.token, brand: place.id },
        ),
      ),
    );
    expect(codes(answers.map((answer) => answer.data.brandOperatorRemove))).toEqual([
      'LAST_OWNER',
      'done',
      'done',
      'done',
    ]);
  });
});
