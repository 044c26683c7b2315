import { found, type ReadTransaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { Interval } from '../overview/overview.service.ts';

/** What happened to coupons. Amounts in minor units. */
export interface CouponFigures {
  issued: number;
  redeemed: number;
  expired: number;
  revoked: number;
  /** Of those that were issued in the time, how many have been redeemed by now. */
  issuedAndRedeemed: number;
  discountMinor: bigint;
  /** Orders that they were used for, and what was paid for those: each once. */
  orders: number;
  paidMinor: bigint;
}

export interface CouponReport {
  currency: string;
  /** Days of the brand's zone, both ends within. */
  from: string;
  to: string;
  total: CouponFigures;
  /** Those of which anything happened, those that cost most first; at most 100. */
  templates: { id: string; name: string; figures: CouponFigures }[];
  /** From the first to the last, also those in which nothing happened. */
  periods: { start: string; figures: CouponFigures }[];
}

/** A period of whole days in the brand's zone, both ends within; the 30 days until today when nothing is given. */
export interface AskReport {
  /** `2026-11-21`. */
  from?: string | null;
  to?: string | null;
  interval: Interval;
  /** Of one template alone. */
  templateId?: string | null;
}

const mostPeriods = 400;
const mostTemplates = 100;
const fewestDays: Record<Interval, number> = { day: 1, week: 7, month: 28 };

/**
 * What happened to coupons in a time: in all, of each template, and by day, week or month. Uses that were given back didn't
 * happen. An order counts once in all, and once for each template of which a coupon was used for it. `INVALID_VALUE` when it
 * ends before it begins, `TOO_MANY` periods.
 */
export async function couponReport(tx: ReadTransaction, ask: AskReport): Promise<Outcome<CouponReport>> {
  const { interval, templateId = null } = ask;
  const [bounds] = await tx.query<{ from: string; to: string; zone: string; days: number; currency: string }>(
    `select f::text as from, t::text as to, zone, currency, (t - f + 1)::int as days from (
       select b.time_zone as zone, b.currency, coalesce($2::date, (now() at time zone b.time_zone)::date) as t,
         coalesce($1::date, coalesce($2::date, (now() at time zone b.time_zone)::date) - 29) as f
       from brand b where b.id = kolony.current_brand()) x`,
    [ask.from ?? null, ask.to ?? null],
  );
  const { from, to, zone, days, currency } = found(bounds, 'Brand');
  if (days < 1) return refused(userError('INVALID_VALUE', 'to'));
  if (days / fewestDays[interval] > mostPeriods) {
    return refused(userError('TOO_MANY', 'interval', { limit: mostPeriods }));
  }
  const rows = await tx.query<RawFigures>(statement, [from, to, zone, interval, templateId, mostTemplates]);
  const of = (what: RawFigures['of']) => rows.filter((row) => row.of === what);
  const [total] = of('all');
  return done({
    currency: currency.trim(),
    from,
    to,
    total: figuresOf(found(total, 'Brand')),
    templates: of('template').map((row) => ({
      id: row.id ?? '',
      name: row.name ?? '',
      figures: figuresOf(row),
    })),
    periods: of('period').map((row) => ({ start: row.start ?? '', figures: figuresOf(row) })),
  });
}

interface RawFigures {
  of: 'all' | 'template' | 'period';
  id: string | null;
  name: string | null;
  start: string | null;
  issued: string;
  redeemed: string;
  expired: string;
  revoked: string;
  issued_and_redeemed: string;
  discount: string;
  orders: string;
  paid: string;
}

function figuresOf(row: RawFigures): CouponFigures {
  return {
    issued: Number(row.issued),
    redeemed: Number(row.redeemed),
    expired: Number(row.expired),
    revoked: Number(row.revoked),
    issuedAndRedeemed: Number(row.issued_and_redeemed),
    discountMinor: BigInt(row.discount),
    orders: Number(row.orders),
    paidMinor: BigInt(row.paid),
  };
}

const within = (column: string) => `${column} >= s.begin_at and ${column} < s.end_at`;
const startOf = (column: string) => `date_trunc($4, ${column} at time zone $3)::date`;
const ofTemplate = `c.brand_id = kolony.current_brand() and ($5::uuid is null or c.template_id = $5)`;
const sums = `coalesce(sum(h.issued), 0) as issued, coalesce(sum(h.redeemed), 0) as redeemed,
  coalesce(sum(h.expired), 0) as expired, coalesce(sum(h.revoked), 0) as revoked,
  coalesce(sum(h.issued_and_redeemed), 0) as issued_and_redeemed, coalesce(sum(h.discount), 0) as discount`;

/** Days become instants of the brand's zone once, so that the indexes by time serve. */
const statement = `
  with s as materialized (
    select $1::date::timestamp at time zone $3 as begin_at, ($2::date + 1)::timestamp at time zone $3 as end_at
  ), happened as materialized (
    select c.template_id, ${startOf('c.issued_at')} as start, count(*) as issued, 0 as redeemed, 0 as expired, 0 as revoked,
      count(*) filter (where c.status = 'redeemed') as issued_and_redeemed, 0 as discount, 0 as paid
    from coupon c, s where ${ofTemplate} and ${within('c.issued_at')} group by 1, 2
    union all
    select c.template_id, ${startOf('c.ended_at')}, 0, count(*) filter (where c.status = 'redeemed'),
      count(*) filter (where c.status = 'expired'), count(*) filter (where c.status = 'revoked'), 0, sum(c.discount_minor),
      sum(c.paid_minor)
    from coupon c, s where ${ofTemplate} and ${within('c.ended_at')} group by 1, 2
    union all
    -- Those whose time is over, though the job hasn't noted it yet.
    select c.template_id, ${startOf('c.expires_at')}, 0, 0, count(*), 0, 0, 0, 0
    from coupon c, s where ${ofTemplate} and c.status = 'usable' and c.held_minor > c.discount_minor
      and c.expires_at <= now() and ${within('c.expires_at')} group by 1, 2
  ), paid as materialized (
    select ${startOf('r.created_at')} as start, count(*) as orders, sum(r.amount_minor - r.discount_minor) as paid
    from coupon_redemption r, s
    where r.brand_id = kolony.current_brand() and r.status = 'redeemed' and ${within('r.created_at')}
      and ($5::uuid is null or exists (select from coupon_use u where u.brand_id = r.brand_id and u.redemption_id = r.id
        and u.template_id = $5))
    group by 1
  )
  select 'all' as of, null::uuid as id, null as name, null as start, ${sums},
    (select coalesce(sum(p.orders), 0) from paid p) as orders, (select coalesce(sum(p.paid), 0) from paid p) as paid
  from happened h
  union all
  (select 'template', t.id, t.name, null, ${sums}, coalesce(sum(h.redeemed), 0), coalesce(sum(h.paid), 0)
    from happened h join coupon_template t on t.brand_id = kolony.current_brand() and t.id = h.template_id
    group by t.id, t.name order by coalesce(sum(h.discount), 0) desc, t.name limit $6)
  union all
  (select 'period', null, null, g.start::text, ${sums}, coalesce(max(p.orders), 0), coalesce(max(p.paid), 0)
    from (select d::date as start from generate_series(date_trunc($4, $1::date::timestamp), $2::date::timestamp,
        ('1 ' || $4)::interval) d) g
      left join happened h on h.start = g.start left join paid p on p.start = g.start
    group by g.start order by g.start)`;
