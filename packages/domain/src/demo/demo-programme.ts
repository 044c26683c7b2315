import { createRule, type RuleInput } from '../earning/rule.service.ts';
import type { Transaction } from '../foundation/database.ts';
import { createReward, type RewardInput } from '../reward/reward.service.ts';

const rules: RuleInput[] = [
  { name: '一元一分', event: 'order_paid', effect: 'base', points: 1, per: '1' },
  {
    name: '小程序双倍积分',
    event: 'order_paid',
    effect: 'multiplier',
    factor: 200,
    channels: ['小程序'],
    dailyPoints: 500,
  },
  { name: '满 300 元加赠', event: 'order_paid', effect: 'bonus', points: 50, minimum: '300' },
  { name: '每日签到', event: 'check_in', effect: 'base', points: 5, dailyTimes: 1 },
  { name: '评价有礼', event: 'review', effect: 'base', points: 20, dailyTimes: 3 },
];

const rewards: RewardInput[] = [
  { name: '新品试用装', kind: 'gift', points: 300, stock: 200, memberLimit: 1, limitPeriod: 'month' },
  { name: '到店体验一次', kind: 'service', points: 800, stock: 30, memberLimit: 1, limitPeriod: 'year' },
  { name: '限量礼盒', kind: 'gift', points: 2500, stock: 12 },
];

/** What the members of a demo brand get points for from now on, and what they can have for them. Made once. */
export async function addDemoProgramme(tx: Transaction): Promise<void> {
  const [existing] = await tx.query('select 1 from earning_rule where brand_id = $1 limit 1', [tx.brandId]);
  if (existing) return;
  for (const rule of rules) expectDone(await createRule(tx, rule));
  for (const reward of rewards) expectDone(await createReward(tx, reward));
}

function expectDone(outcome: { ok: boolean }): void {
  if (!outcome.ok) throw new Error(`the demo's programme was refused: ${JSON.stringify(outcome)}`);
}
