import { afterAll, beforeAll, expect, it } from 'vitest';
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

const ask = async (query: string, variables: object = {}, by: object = owner) => {
  const answer = await gateway.graphql(query, { ...variables }, by);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};

const entry = 'entry { id kind points availableActions leftToTakeBack pendingNow }';
const act = async (mutation: string, type: string, input: object) => {
  const document = `mutation ($input: ${type}!, $key: String!) {
    ${mutation}(input: $input) @idempotent(key: $key) { ${entry} userErrors { code field } } }`;
  const payload = (await ask(document, { input, key: crypto.randomUUID() }))[mutation];
  expect(payload.userErrors).toEqual([]);
  return payload.entry;
};
const again = async (id: string, by: object = owner) =>
  (
    await ask(
      `query ($id: ID!) { pointsEntry(id: $id) { availableActions leftToTakeBack pendingNow } }`,
      { id },
      by,
    )
  ).pointsEntry;
const makeMember = async () =>
  (await ask(`mutation { memberCreate(input: { displayName: "Lin" }) { member { id } } }`)).memberCreate
    .member.id;

it('an entry says what can be done about it, until it has been done', async () => {
  const memberId = await makeMember();
  const earned = await act('pointsEarn', 'PointsEarnInput', { memberId, points: 300 });
  expect(earned).toMatchObject({
    availableActions: ['TAKE_BACK', 'RELEASE'],
    leftToTakeBack: 300,
    pendingNow: 300,
  });
  await act('pointsRelease', 'PointsReleaseInput', { entryId: earned.id });
  await act('pointsTakeBack', 'PointsTakeBackInput', { entryId: earned.id, points: 100 });
  expect(await again(earned.id)).toEqual({
    availableActions: ['TAKE_BACK'],
    leftToTakeBack: 200,
    pendingNow: 0,
  });
  const spent = await act('pointsRedeem', 'PointsRedeemInput', { memberId, points: 200 });
  expect(spent).toMatchObject({ availableActions: ['GIVE_BACK'], leftToTakeBack: 0 });
  const given = await act('pointsGiveBack', 'PointsGiveBackInput', { entryId: spent.id });
  expect(given.availableActions).toEqual([]);
  expect((await again(spent.id)).availableActions).toEqual([]);
  await act('pointsTakeBack', 'PointsTakeBackInput', { entryId: earned.id, points: 200 });
  expect((await again(earned.id)).availableActions).toEqual([]);
});

it('offers nothing to who may only look', async () => {
  const analyst = await gateway.operator(brand, 'analyst');
  const { id } = await act('pointsEarn', 'PointsEarnInput', { memberId: await makeMember(), points: 5 });
  expect(await again(id, analyst)).toEqual({ availableActions: [], leftToTakeBack: 5, pendingNow: 5 });
});

it('tells when points would expire before the programme is changed, which it isn’t', async () => {
  const expiry = async (policy: string) =>
    (await ask(`{ pointsExpiry(${policy}) programme: pointsProgramme { version } }`)).pointsExpiry;
  expect(await expiry('expiry: NEVER')).toBeNull();
  // Midnight in Shanghai, at the beginning of the day after.
  expect(await expiry('expiry: END_OF_YEAR, expiryMonths: 12')).toMatch(/-12-31T16:00:00.000Z$/);
  const { pointsProgramme } = await ask('{ pointsProgramme { version expiresAt } }');
  expect(pointsProgramme.version).toBe(1);
  expect(await expiry('expiry: AFTER_MONTHS')).toBe(pointsProgramme.expiresAt);
  const refused = await gateway.graphql('{ pointsExpiry(expiry: ON_DATE, expiryMonth: 13) }', {}, owner);
  expect(refused.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});
