import type { Transaction } from '../foundation/database.ts';
import { tiersOf } from '../tier/member-tier.store.ts';
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
  coupon_template_id: string | null;
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

/** What the tier of a member grants them at the moment, of a kind; it stands still until the end of the transaction. */
export async function benefitOfMember(
  tx: Transaction,
  memberId: string,
  kind: BenefitKind,
): Promise<StoredBenefit | undefined> {
  const tier = (await tiersOf(tx, [memberId])).get(memberId);
  if (!tier) return undefined;
  const [row] = await tx.query<RawBenefit>(
    `select * from tier_benefit where brand_id = $1 and tier_id = $2 and kind = $3 and active order by name limit 1 for share`,
    [tx.brandId, tier.id, kind],
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
    couponTemplateId: row.coupon_template_id,
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
  'coupon_template_id',
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
    benefit.couponTemplateId,
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
