import { Database } from '@kolony/domain/foundation/database';
import { decodeId } from '@kolony/domain/foundation/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
/** A superuser's way in: whoever can write to the database. */
let admin: Database;
beforeAll(async () => {
  gateway = await startGateway();
  admin = await Database.open({ url: gateway.adminUrl });
});
afterAll(async () => {
  await admin.close();
  await gateway.close();
});

async function memberOf(brand: TestBrand, by: TestOperator, realName: string): Promise<string> {
  const answer = await gateway.graphql(
    'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } } }',
    {
      input: {
        displayName: realName,
        realName,
        address: `${realName} street`,
        identities: [{ kind: 'EMAIL', value: `${realName}@example.com` }],
      },
    },
    { token: by.token, brand: brand.id },
  );
  return answer.data.memberCreate.member.id;
}

const uuid = (id: string) => decodeId(id)?.uuid;

test('what was sealed for another brand or another column is read nowhere else, and takes nothing along', async () => {
  const [mine, other] = [await gateway.brand(), await gateway.brand()];
  const [owner, neighbour] = [await gateway.operator(mine, 'owner'), await gateway.operator(other, 'owner')];
  const theirs = await memberOf(other, neighbour, 'Wang');
  const [byBrand, byColumn, byTable, whole] = [
    await memberOf(mine, owner, 'Ann'),
    await memberOf(mine, owner, 'Bob'),
    await memberOf(mine, owner, 'Cy'),
    await memberOf(mine, owner, 'Dan'),
  ];
  await admin.pool.query(
    'update member set real_name_sealed = (select real_name_sealed from member where id = $2) where id = $1',
    [uuid(byBrand), uuid(theirs)],
  );
  await admin.pool.query('update member set real_name_sealed = address_sealed where id = $1', [
    uuid(byColumn),
  ]);
  await admin.pool.query(
    'update member set real_name_sealed = (select value_sealed from member_identity where member_id = $1) where id = $1',
    [uuid(byTable)],
  );
  const { data, errors } = await gateway.graphql(
    '{ members(orderBy: JOINED_AT_DESC) { nodes { id realName(reveal: true) address(reveal: true) } } }',
    {},
    { token: owner.token, brand: mine.id },
  );
  const nodes: { id: string; realName: string | null; address: string }[] = data.members.nodes;
  expect(nodes.map(({ realName, address }) => [address, realName]).sort()).toEqual([
    ['Ann street', null],
    ['Bob street', null],
    ['Cy street', null],
    ['Dan street', 'Dan'],
  ]);
  expect(errors?.map(({ extensions: { code }, path }) => [code, path?.at(-1)])).toEqual(
    Array.from({ length: 3 }, () => ['RECORD_UNREADABLE', 'realName']),
  );
  expect(nodes.find(({ id }) => id === whole)?.realName).toBe('Dan');
  // Where it belongs it still opens.
  const there = await gateway.graphql(
    '{ members { nodes { realName(reveal: true) } } }',
    {},
    { token: neighbour.token, brand: other.id },
  );
  expect(there.data.members.nodes).toEqual([{ realName: 'Wang' }]);
});

test('the state of a view of another brand is not read', async () => {
  const [mine, other] = [await gateway.brand(), await gateway.brand()];
  const save = async (brand: TestBrand, search: string) => {
    const { token } = await gateway.operator(brand, 'owner');
    const sending = { token, brand: brand.id };
    await gateway.graphql(
      `mutation ($state: JSON!) { savedViewSave(input: { page: "members", name: "Mine", state: $state, shared: true }) {
        userErrors { code } } }`,
      { state: { search } },
      sending,
    );
    return sending;
  };
  const [sending] = [await save(mine, 'mine'), await save(other, '13800138000')];
  await admin.pool.query(
    'update saved_view set state_sealed = (select state_sealed from saved_view where brand_id = $2) where brand_id = $1',
    [mine.uuid, other.uuid],
  );
  const answer = await gateway.graphql('{ savedViews(page: "members") { name state } }', {}, sending);
  expect(answer.errors?.map(({ extensions: { code } }) => code)).toEqual(['RECORD_UNREADABLE']);
  expect(JSON.stringify(answer)).not.toContain('13800138000');
});
