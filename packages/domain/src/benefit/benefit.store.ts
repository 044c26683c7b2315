import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import type { Benefit, BenefitKind, BenefitPeriod } from './benefit.rules.ts';

export interface StoredBenefit extends Benefit {
  id: string;
  tierId: string;
  version: number;
}

interface RawBenefit {
  id: string;
  tier_id: string;
  kind: BenefitKind;
  name: string;
  description: string;
  percent: number | null;
  factor: number | null;
  times: number | null;
  period: BenefitPeriod | null;
  contact: string | null;
  points: string | null;
  hours: number | null;
  yearly_cost_minor: string;
  active: boolean;
  version: number;
}

/** A benefit, locked: it stands still until the end of the transaction. After its member, where there is one. */
export async function lockBenefit(
  tx: Transaction,
  id: string,
  lock: 'for no key update' | 'for share' = 'for no key update',
): Promise<StoredBenefit | undefined> {
  const [row] = await tx.query<RawBenefit>(
    `select * from tier_benefit where brand_id = $1 and id = $2 ${lock}`,
    [tx.brandId, id],
  );
  return row && asBenefit(row);
}

/** What the tier of a member grants them at the moment, of a kind. */
export async function benefitOfMember(
  { query }: ReadTransaction,
  memberId: string,
  kind: BenefitKind,
): Promise<StoredBenefit | undefined> {
  const [row] = await query<RawBenefit>(
    `select b.* from tier_benefit b where b.brand_id = kolony.current_brand() and b.kind = $2 and b.active and b.tier_id = (
       select coalesce(k.tier_id, l.id) from tier l left join member_tier k on k.brand_id = l.brand_id and k.member_id = $1
       where l.brand_id = kolony.current_brand() and l.rank = 1) order by b.name limit 1`,
    [memberId, kind],
  );
  return row && asBenefit(row);
}

function asBenefit(row: RawBenefit): StoredBenefit {
  return {
    id: row.id,
    tierId: row.tier_id,
    kind: row.kind,
    name: row.name,
    description: row.description,
    percent: row.percent,
    factor: row.factor,
    times: row.times,
    period: row.period,
    contact: row.contact,
    points: row.points === null ? null : Number(row.points),
    hours: row.hours,
    yearlyCostMinor: Number(row.yearly_cost_minor),
    active: row.active,
    version: row.version,
  };
}

/** The columns of a benefit, in the order of `benefitValues`. */
export const benefitColumns = [
  'kind',
  'name',
  'description',
  'percent',
  'factor',
  'times',
  'period',
  'contact',
  'points',
  'hours',
  'yearly_cost_minor',
  'active',
];

export function benefitValues(benefit: Benefit): unknown[] {
  return [
    benefit.kind,
    benefit.name,
    benefit.description,
    benefit.percent,
    benefit.factor,
    benefit.times,
    benefit.period,
    benefit.contact,
    benefit.points,
    benefit.hours,
    benefit.yearlyCostMinor,
    benefit.active,
  ];
}

/** How often a member has had a kind of benefit in the period that lasts now, whatever tier granted it. */
export async function countUses(
  tx: Transaction,
  { memberId, kind, period }: { memberId: string; kind: BenefitKind; period: BenefitPeriod },
): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from benefit_use u join brand b on b.id = u.brand_id
     where u.brand_id = $1 and u.member_id = $2 and u.kind = $3 and u.undone_at is null
       and u.at >= date_trunc('${period}', $4::timestamptz at time zone b.time_zone) at time zone b.time_zone`,
    [tx.brandId, memberId, kind, tx.now],
  );
  return row?.n ?? 0;
}
