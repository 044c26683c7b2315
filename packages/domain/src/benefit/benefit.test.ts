import { expect, test } from 'vitest';
import { makeBrand } from '../../tests/story.ts';
import { tierStory } from '../../tests/tier-story.ts';
import type { Transaction } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import { done } from '../foundation/errors.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { calculateTiers } from '../tier/tier.calculate.ts';
import { type BenefitInput, createBenefit, deleteBenefit, updateBenefit } from './benefit.service.ts';
import { birthdayGiftOf, recordUse, undoUse } from './use.service.ts';

async function open() {
  const story = await tierStory();
  const { tiers } = await story.ladder();
  const { database, scope, act, sketch, order } = story;
  const ids = await sketch([{}, {}, {}]);
  const [lin = '', wang = '', zhao = ''] = ids;
  for (const id of [lin, wang]) await order(id, { total: 150_000 });
  await calculateTiers(database, scope);
  const attempt = (work: (tx: Transaction) => Promise<Outcome<unknown>>) => database.write(scope, work);
  const codes = async (work: (tx: Transaction) => Promise<Outcome<unknown>>) => {
    const outcome = await attempt(work);
    return outcome.ok ? [] : outcome.errors.map(({ code, field }) => `${field.join('.')} ${code}`);
  };
  const [, silver, gold] = tiers.map(({ id }) => id);
  const shipping: BenefitInput = { kind: 'free_shipping', name: '免邮', times: 3, period: 'month' };
  const benefit = (over: Partial<BenefitInput> = {}, tierId = silver ?? '') =>
    act((tx) => createBenefit(tx, { ...shipping, tierId, ...over }));
  let keys = 0;
  const use = (memberId: string, benefitId: string, key = `k${keys++}`) =>
    attempt((tx) => recordUse(tx, { memberId, benefitId, key }));
  return {
    ...story,
    attempt,
    codes,
    benefit,
    use,
    shipping,
    lin,
    wang,
    zhao,
    silver: silver ?? '',
    gold: gold ?? '',
  };
}

const codesIn = (outcomes: Outcome<unknown>[]) =>
  outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.errors.map(({ code }) => code)));

test('of fifty who want a benefit at once that is there three times, three have it', async () => {
  const { benefit, use, lin, rows } = await open();
  const id = await benefit();
  const all = await Promise.all(Array.from({ length: 50 }, () => use(lin, id)));
  expect(all.filter(({ ok }) => ok)).toHaveLength(3);
  expect(new Set(codesIn(all))).toEqual(new Set(['BENEFIT_USED_UP']));
  expect(await rows('select count(*)::int as n from benefit_use')).toEqual([{ n: 3 }]);
});

test('a use counts once for a key, until it is undone, and for the month that it was in', async () => {
  const { benefit, use, lin, wang, rows, attempt, codes, act } = await open();
  const id = await benefit();
  const same = await Promise.all(Array.from({ length: 5 }, () => use(lin, id, 'order 1')));
  expect(new Set(same.map((one) => one.ok && one.value)).size).toBe(1);
  await expect(use(wang, id, 'order 1')).rejects.toThrow(/key/i);
  await use(lin, id);
  const third = await use(lin, id);
  expect(codesIn([await use(lin, id)])).toEqual(['BENEFIT_USED_UP']);
  const undone = third.ok ? String(third.value) : '';
  await act((tx) => undoUse(tx, { id: undone }));
  expect(await codes((tx) => undoUse(tx, { id: undone }))).toEqual(['id BENEFIT_USE_UNDONE']);
  expect((await use(lin, id)).ok).toBe(true);
  expect(codesIn([await use(lin, id)])).toEqual(['BENEFIT_USED_UP']);
  // The month begins where the brand is: an hour before it in Shanghai it is still the evening before in London.
  await rows(
    `update benefit_use set at = date_trunc('month', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' - interval '1 minute'`,
  );
  expect((await use(lin, id)).ok).toBe(true);
  expect(
    (await attempt((tx) => recordUse(tx, { memberId: lin, benefitId: id, key: 'x', note: 'n'.repeat(201) })))
      .ok,
  ).toBe(false);
});

test('is for members of its tier, while it is switched on; what was had in another tier counts along', async () => {
  const { benefit, use, lin, zhao, gold, shipping, act, order, database, scope, codes } = await open();
  const id = await benefit();
  const better = await benefit({ times: 4 }, gold);
  expect(codesIn([await use(zhao, id), await use(lin, better)])).toEqual([
    'BENEFIT_OF_OTHER_TIER',
    'BENEFIT_OF_OTHER_TIER',
  ]);
  for (let n = 0; n < 3; n++) await use(lin, id);
  await order(lin, { total: 200_000 });
  await calculateTiers(database, scope);
  const inGold = [await use(lin, better), await use(lin, better)];
  expect(inGold.map(({ ok }) => ok)).toEqual([true, false]);
  await act((tx) => updateBenefit(tx, { ...shipping, id: better, version: 1, active: false }));
  expect(codesIn([await use(lin, better)])).toEqual(['BENEFIT_NOT_AVAILABLE']);
  expect(await codes((tx) => deleteBenefit(tx, { id: better }))).toEqual(['id BENEFIT_USED']);
});

test('of two who become one, what both had counts, and goes back with an undone merge', async () => {
  const { benefit, use, lin, wang, act, rows } = await open();
  const id = await benefit();
  for (const who of [lin, wang]) for (let n = 0; n < 2; n++) await use(who, id);
  const merge = await act((tx) => mergeMembers(tx, { keptId: lin, mergedId: wang }));
  expect(codesIn([await use(lin, id), await use(wang, id)])).toEqual(['BENEFIT_USED_UP', 'BENEFIT_USED_UP']);
  await act((tx) => undoMerge(tx, { id: merge.id }));
  const had = await rows('select member_id, count(*)::int as n from benefit_use group by 1 order by 1');
  expect(had).toEqual([lin, wang].sort().map((member_id) => ({ member_id, n: 2 })));
});

test('its values are those of its kind, its name and some kinds are its tier’s once', async () => {
  const { codes, silver, gold, shipping, act, database, rows } = await open();
  const create = (over: object) => codes((tx) => createBenefit(tx, { ...shipping, tierId: silver, ...over }));
  expect(await create({ name: '', times: 0, percent: 10, yearlyCost: '-1' })).toEqual([
    'name REQUIRED',
    'percent BENEFIT_FIELD_UNUSED',
    'times OUT_OF_RANGE',
    'yearlyCost AMOUNT_INVALID',
  ]);
  expect(await create({ kind: 'dedicated_contact', times: null, period: null })).toEqual([
    'contact REQUIRED',
  ]);
  const gift = { kind: 'birthday_gift', name: '礼', times: null, period: null };
  expect(await create(gift)).toEqual(['points REQUIRED']);
  const template = { couponTemplateId: '00000000-0000-7000-8000-000000000000' };
  expect(await create({ ...gift, ...template, points: 5 })).toEqual([
    'couponTemplateId BENEFIT_FIELD_UNUSED',
  ]);
  await expect(create({ ...gift, ...template })).rejects.toThrow(/coupon template/);
  expect(await create({ kind: 'priority', contact: 'Lin' })).toEqual([
    'times BENEFIT_FIELD_UNUSED',
    'period BENEFIT_FIELD_UNUSED',
    'contact BENEFIT_FIELD_UNUSED',
  ]);
  expect(await create({ tierId: '00000000-0000-7000-8000-000000000000' })).toEqual(['tierId TIER_UNKNOWN']);
  expect(await create({ yearlyCost: '36.50' })).toEqual([]);
  expect(await create({})).toEqual(['name BENEFIT_NAME_TAKEN']);
  expect(await create({ name: '再免邮' })).toEqual(['kind BENEFIT_KIND_TAKEN']);
  expect(await create({ tierId: gold })).toEqual([]);
  const plain = { kind: 'priority', times: null, period: null };
  expect([
    await create({ ...plain, name: '优先发货' }),
    await create({ ...plain, name: '优先客服' }),
  ]).toEqual([[], []]);
  const { scope: other } = await makeBrand(database, 'Other');
  const [known] = await rows<{ id: string }>('select id from tier_benefit limit 1');
  await expect(database.write(other, (tx) => deleteBenefit(tx, { id: known?.id ?? '' }))).rejects.toThrow(
    /benefit/i,
  );
  const [unused] = await rows<{ id: string }>(`select id from tier_benefit where name = '优先客服'`);
  await act((tx) => deleteBenefit(tx, { id: unused?.id ?? '' }));
});

test('the birthday gift is that of the tier that one has', async () => {
  const { benefit, act, lin, zhao } = await open();
  await benefit({ kind: 'birthday_gift', name: '生日礼', times: null, period: null, points: 88 });
  const of = (id: string) => act(async (tx) => done(await birthdayGiftOf(tx, id)));
  expect(await of(lin)).toMatchObject({ points: 88, name: '生日礼' });
  expect(await of(zhao)).toBeUndefined();
});
