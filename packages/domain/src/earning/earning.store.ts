import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import type {
  Earned,
  EarningEffect,
  EarningEvent,
  EarningRule,
  KnownRule,
  RuleUse,
} from './earning.rules.ts';

interface RawRule {
  id: string;
  name: string;
  event: EarningEvent;
  effect: EarningEffect;
  points: string | null;
  per_minor: string | null;
  factor: number | null;
  channels: string[];
  skus: string[];
  tier_ids: string[];
  minimum_minor: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  daily_points: string | null;
  daily_times: number | null;
  active: boolean;
  version: number;
}

/** The rules of the brand for an event; or all. */
export async function loadRules(
  { query }: ReadTransaction,
  event: EarningEvent | null = null,
): Promise<(KnownRule & { version: number })[]> {
  const rows = await query<RawRule>(
    `select * from earning_rule where brand_id = kolony.current_brand() and ($1::text is null or event = $1) order by name`,
    [event],
  );
  return rows.map(asRule);
}

/** One rule, locked; undefined when the brand has none with this id. */
export async function lockRule(
  tx: Transaction,
  id: string,
): Promise<(KnownRule & { version: number }) | undefined> {
  const [row] = await tx.query<RawRule>(
    'select * from earning_rule where brand_id = $1 and id = $2 for update',
    [tx.brandId, id],
  );
  return row && asRule(row);
}

function asRule(row: RawRule): KnownRule & { version: number } {
  const number = (text: string | null) => (text === null ? null : Number(text));
  const date = (at: Date | string | null) => (at === null ? null : new Date(at));
  return {
    id: row.id,
    name: row.name,
    event: row.event,
    effect: row.effect,
    points: number(row.points),
    perMinor: number(row.per_minor),
    factor: row.factor,
    channels: row.channels,
    skus: row.skus,
    tierIds: row.tier_ids,
    minimumMinor: number(row.minimum_minor),
    startsAt: date(row.starts_at),
    endsAt: date(row.ends_at),
    dailyPoints: number(row.daily_points),
    dailyTimes: row.daily_times,
    active: row.active,
    version: row.version,
  };
}

/** The columns of a rule, in the order of `ruleValues`. */
export const ruleColumns =
  'name, event, effect, points, per_minor, factor, channels, skus, tier_ids, minimum_minor, starts_at, ends_at, daily_points, daily_times, active';

export function ruleValues(rule: EarningRule): unknown[] {
  return [
    rule.name,
    rule.event,
    rule.effect,
    rule.points,
    rule.perMinor,
    rule.factor,
    rule.channels,
    rule.skus,
    rule.tierIds,
    rule.minimumMinor,
    rule.startsAt,
    rule.endsAt,
    rule.dailyPoints,
    rule.dailyTimes,
    rule.active,
  ];
}

/** What rules have given a member on a day: by rule. */
export async function loadUses(
  { query }: ReadTransaction,
  memberId: string,
  day: string,
): Promise<Map<string, RuleUse>> {
  const rows = await query<{ rule_id: string; points: string; times: number }>(
    `select rule_id, points, times from earning_use
     where brand_id = kolony.current_brand() and member_id = $1 and day = $2`,
    [memberId, day],
  );
  return new Map(rows.map(({ rule_id, points, times }) => [rule_id, { points: Number(points), times }]));
}

/** Notes what rules gave a member on a day; what their tier gave has no limits to be noted for. The member is locked. */
export async function noteUses(
  tx: Transaction,
  memberId: string,
  day: string,
  { steps }: Earned,
): Promise<void> {
  const given = steps.filter(({ ruleId, points }) => ruleId !== null && points > 0);
  if (given.length === 0) return;
  await tx.query(
    `insert into earning_use as u (brand_id, member_id, day, rule_id, points, times)
     select $1, $2, $3, g."ruleId", g.points, 1 from json_to_recordset($4) g("ruleId" uuid, points bigint)
     on conflict (brand_id, member_id, day, rule_id) do update
       set points = u.points + excluded.points, times = u.times + 1`,
    [tx.brandId, memberId, day, JSON.stringify(given)],
  );
}
