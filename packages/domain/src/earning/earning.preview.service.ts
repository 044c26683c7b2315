import type { ReadTransaction } from '../foundation/database.ts';
import { todayIn } from '../member/member.rules.ts';
import { loadProgramme } from '../points/points.store.ts';
import { type TierOfMember, tiersOnLadder } from '../tier/member-tier.store.ts';
import { type Earned, type EarningRule, evaluate, type KnownRule, type RuleUse } from './earning.rules.ts';
import { loadRules } from './earning.store.ts';

/** What orders of a period would have earned by the rules as they are, and with another one. */
export interface EarningPreview {
  /** How many were looked at; `isComplete` tells whether they were all. */
  orders: number;
  isComplete: boolean;
  pointsNow: number;
  pointsThen: number;
  /** Members who would have got more, and less. */
  gaining: number;
  losing: number;
  /** What the difference is worth in minor units, by the programme. */
  costMinor: number;
  currency: string;
}

const page = 5_000;
const most = 200_000;

interface RawOrder {
  id: string;
  member_id: string;
  channel: string;
  placed_at: Date;
  /** When it was paid, which is when it earns. */
  at: Date;
  total_minor: string;
  skus: string[] | null;
  tier_id: string | null;
}

/**
 * Tries a rule on real orders: those placed in the period that count, the first 200,000. `replacesId`: the rule that it
 * would take the place of. The rules that are in force now, and the one that is tried, count for all of the period: one
 * that was made yesterday is compared with what it would have given too. Daily limits hold, and members have the tier that they
 * have now.
 */
export async function previewRule(
  tx: ReadTransaction,
  { rule, replacesId, from, to }: { rule: EarningRule; replacesId: string | null; from: Date; to: Date },
): Promise<EarningPreview> {
  const { timeZone, currency, valueMinor, valuePoints } = await loadProgramme(tx);
  const at = new Date();
  const now = (await loadRules(tx, 'order_paid')).filter((known) => isInForce(known, at)).map(always);
  const tried = always({ ...rule, id: replacesId ?? 'tried' });
  const then = [...now.filter(({ id }) => id !== replacesId), tried];
  const tiers = await tiersOnLadder(tx);
  const [before, after] = [new Trial(now, timeZone, tiers), new Trial(then, timeZone, tiers)];
  let orders = 0;
  let last = { at: from, id: '00000000-0000-0000-0000-000000000000' };
  let isComplete = false;
  while (orders < most && !isComplete) {
    const rows = await tx.query<RawOrder>(
      `select o.id, o.member_id, o.channel, o.placed_at, coalesce(o.paid_at, o.placed_at) as at, o.total_minor,
         (select array_agg(l.sku) from order_line l where l.brand_id = o.brand_id and l.order_id = o.id and l.sku is not null) as skus,
         (select k.tier_id from member_tier k where k.brand_id = o.brand_id and k.member_id = o.member_id) as tier_id
       from "order" o where o.brand_id = kolony.current_brand() and kolony.counts(o.status)
         and (o.placed_at, o.id) > ($1, $2) and o.placed_at < $3 order by o.placed_at, o.id limit $4`,
      [last.at, last.id, to, page],
    );
    for (const row of rows) {
      before.add(row);
      after.add(row);
    }
    orders += rows.length;
    const end = rows.at(-1);
    if (end) last = { at: end.placed_at, id: end.id };
    isComplete = rows.length < page;
  }
  const difference = [...after.byMember].map(([id, points]) => points - (before.byMember.get(id) ?? 0));
  return {
    orders,
    isComplete,
    pointsNow: before.points,
    pointsThen: after.points,
    gaining: difference.filter((points) => points > 0).length,
    losing: difference.filter((points) => points < 0).length,
    costMinor: Math.round(((after.points - before.points) * valueMinor) / valuePoints),
    currency,
  };
}

function isInForce({ active, startsAt, endsAt }: KnownRule, at: Date): boolean {
  return active && !(startsAt && at < startsAt) && !(endsAt && at >= endsAt);
}

function always(rule: KnownRule): KnownRule {
  return { ...rule, startsAt: null, endsAt: null };
}

/** Orders one after another, with what rules have given by day. */
class Trial {
  points = 0;
  readonly byMember = new Map<string, number>();
  readonly #uses = new Map<string, Map<string, RuleUse>>();
  readonly #limited: boolean;

  constructor(
    private readonly rules: readonly KnownRule[],
    private readonly timeZone: string,
    private readonly tiers: readonly TierOfMember[],
  ) {
    this.#limited = rules.some(({ dailyPoints, dailyTimes }) => dailyPoints !== null || dailyTimes !== null);
  }

  add({ member_id: memberId, channel, at, total_minor, skus, tier_id }: RawOrder): void {
    const occasion = {
      event: 'order_paid' as const,
      at: new Date(at),
      amountMinor: Number(total_minor),
      channel,
      skus: skus ?? [],
      tier: this.tiers.find(({ id }) => id === tier_id) ?? this.tiers[0] ?? null,
    };
    const key = this.#limited ? `${memberId} ${todayIn(this.timeZone, occasion.at).date}` : '';
    const earned = evaluate(this.rules, occasion, this.#uses.get(key));
    if (this.#limited) this.#note(key, earned);
    this.points += earned.points;
    this.byMember.set(memberId, (this.byMember.get(memberId) ?? 0) + earned.points);
  }

  #note(key: string, { steps }: Earned): void {
    const uses = this.#uses.get(key) ?? new Map<string, RuleUse>();
    for (const { ruleId, points } of steps) {
      if (points === 0 || ruleId === null) continue;
      const use = uses.get(ruleId) ?? { points: 0, times: 0 };
      uses.set(ruleId, { points: use.points + points, times: use.times + 1 });
    }
    this.#uses.set(key, uses);
  }
}
