import { createRule, type RuleInput } from '../earning/rule.service.ts';
import type { Transaction } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import { createReward, decideRedemption, type RewardInput, redeemReward } from '../reward/reward.service.ts';

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

const day = 86_400_000;

const rewards = (now: Date): RewardInput[] => [
  {
    name: '新品试用装',
    kind: 'gift',
    points: 300,
    stock: 200,
    memberLimit: 1,
    limitPeriod: 'month',
    description: '当季新品三款，各一份。随下一单寄出，也可到店领取。',
  },
  {
    name: '到店体验一次',
    kind: 'service',
    points: 800,
    stock: 30,
    memberLimit: 1,
    limitPeriod: 'year',
    description: '提前一天预约，到店出示会员码即可。',
  },
  { name: '限量礼盒', kind: 'gift', points: 2500, stock: 12, description: '编号限量，售完不补。' },
  {
    name: '会员日专享礼',
    kind: 'gift',
    points: 500,
    stock: 100,
    memberLimit: 1,
    startsAt: new Date(now.getTime() + 20 * day),
    endsAt: new Date(now.getTime() + 27 * day),
  },
];

/** What members of a demo brand get points for from now on, and what they can have for them. Made once. */
export async function addDemoProgramme(tx: Transaction): Promise<void> {
  const [existing] = await tx.query('select 1 from earning_rule where brand_id = $1 limit 1', [tx.brandId]);
  if (existing) return;
  for (const rule of rules) expectDone(await createRule(tx, rule));
  const ids: string[] = [];
  for (const reward of rewards(tx.now)) ids.push(expectDone(await createReward(tx, reward)));
  await addRedemptions(tx, ids);
}

const taken = 18;

/** Some have taken a reward: most of it waits to be handed over, some was, and one came to nothing. */
async function addRedemptions(tx: Transaction, [trial = '', visit = '', box = '']: string[]): Promise<void> {
  const members = await tx.query<{ member_id: string; available: number }>(
    `select member_id, available::int from points_wallet where brand_id = $1 and available >= 300
     order by available desc, member_id limit $2`,
    [tx.brandId, taken],
  );
  for (const [at, { member_id: memberId, available }] of members.entries()) {
    const rewardId = available >= 2500 && at < 4 ? box : available >= 800 && at % 3 === 1 ? visit : trial;
    const id = expectDone(await redeemReward(tx, { memberId, rewardId, key: `demo:reward:${at}` }));
    const decided = at % 3 === 0 ? 'fulfil' : at === 7 ? 'cancel' : undefined;
    const note = decided === 'cancel' ? '会员改主意了' : at === 0 ? '顺丰寄出' : null;
    if (decided) expectDone(await decideRedemption(tx, { id, action: decided, note }));
  }
}

function expectDone(outcome: Outcome<string>): string {
  if (!outcome.ok) throw new Error(`the demo's programme was refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
