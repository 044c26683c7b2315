import { type BenefitInput, createBenefit } from '../benefit/benefit.service.ts';
import { recordUse } from '../benefit/use.service.ts';
import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import type { Scope } from '../foundation/scope.ts';
import { loadLadder, storeLadder } from '../tier/tier.store.ts';

const tiers = [
  { name: '普通会员', color: '#8c8c8c', threshold: 0 },
  { name: '银卡会员', color: '#7a8fa6', threshold: 800 },
  { name: '金卡会员', color: '#c99a2e', threshold: 2000 },
  { name: '钻石会员', color: '#3f6fb5', threshold: 3500 },
];

/** What the tiers grant, from the lowest. */
const benefits: BenefitInput[][] = [
  [{ kind: 'birthday_gift', name: '生日礼', points: 50, yearlyCost: '0.50' }],
  [
    { kind: 'points_multiplier', name: '银卡 1.2 倍积分', factor: 120 },
    { kind: 'birthday_gift', name: '银卡生日礼', points: 100, yearlyCost: '1' },
    { kind: 'free_shipping', name: '每月免邮', times: 1, period: 'month', yearlyCost: '24' },
  ],
  [
    { kind: 'points_multiplier', name: '金卡 1.5 倍积分', factor: 150 },
    { kind: 'birthday_gift', name: '金卡生日礼', points: 300, yearlyCost: '3' },
    { kind: 'free_shipping', name: '每月免邮', times: 3, period: 'month', yearlyCost: '60' },
    { kind: 'discount', name: '全场 95 折', percent: 5, yearlyCost: '120' },
    { kind: 'priority', name: '优先发货', yearlyCost: '10' },
  ],
  [
    { kind: 'points_multiplier', name: '钻石双倍积分', factor: 200 },
    { kind: 'birthday_gift', name: '钻石生日礼', points: 800, yearlyCost: '8' },
    { kind: 'free_shipping', name: '每月免邮', times: 10, period: 'month', yearlyCost: '150' },
    { kind: 'discount', name: '全场 9 折', percent: 10, yearlyCost: '480' },
    { kind: 'dedicated_contact', name: '专属顾问', contact: '顾问微信：vip-care', yearlyCost: '200' },
    { kind: 'early_access', name: '新品抢先购', hours: 48 },
  ],
];

/** The ladder of a demo brand, with what its tiers grant. Made once; its members are told their tiers with all else. */
export async function addDemoTiers(tx: Transaction): Promise<void> {
  if (await loadLadder(tx)) return;
  const ladder = tiers.map((tier) => ({ ...tier, id: newId() }));
  await storeLadder(
    tx,
    {
      perUnit: 100,
      perOrder: 10,
      perEvent: { check_in: 1, review: 10, share: 5, referral: 100 },
      period: 'rolling_year',
      policy: 'by_balance',
      graceDays: 30,
      warningDays: 30,
      tiers: ladder,
    },
    1,
  );
  for (const [at, granted] of benefits.entries())
    for (const benefit of granted) {
      const made = await createBenefit(tx, { ...benefit, tierId: ladder[at]?.id ?? '' });
      if (!made.ok) throw new Error(`the demo's benefits were refused: ${JSON.stringify(made.errors)}`);
    }
}

/** Has some members use what their tier grants. */
export async function addDemoUses(database: Database, scope: Scope): Promise<void> {
  await database.write(scope, async (tx) => {
    const some = await tx.query<{ member_id: string; benefit_id: string }>(
      `select k.member_id, b.id as benefit_id from member_tier k
         join tier_benefit b on b.brand_id = k.brand_id and b.tier_id = k.tier_id and b.kind = 'free_shipping'
       where k.brand_id = $1 order by k.member_id limit 8`,
      [tx.brandId],
    );
    for (const { member_id: memberId, benefit_id: benefitId } of some)
      await recordUse(tx, { memberId, benefitId, key: `demo:${memberId}`, note: '包邮发货' });
    return done(null);
  });
}
