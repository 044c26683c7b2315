import type { ReadTransaction } from '../foundation/database.ts';

/** What a brand owes its members in points, as stored now. Sums of points are texts: they may be larger than a number keeps. */
export interface Liability {
  /** Members who have points, to spend or pending. */
  members: number;
  available: string;
  pending: string;
  /** What members owe, where the programme lets them go below zero. */
  owed: string;
  /** What the available and the pending ones are worth, in minor units. */
  valueMinor: string;
  currency: string;
  /** Points that expire in this and the next eleven months of the brand's zone, by month; `month` is its first day. */
  expiring: { month: string; points: string; valueMinor: string }[];
  /** What happened in this and the eleven months before, by month. All are as they were posted: taken ones are positive too. */
  flow: {
    month: string;
    earned: string;
    redeemed: string;
    givenBack: string;
    takenBack: string;
    expired: string;
    adjusted: string;
  }[];
}

/**
 * Points outstanding, when they expire, what they are worth, and what moved month by month. The worth is points ×
 * `valueMinor` / `valuePoints` of the programme, rounded half up to the minor unit.
 */
export async function liability({ query }: ReadTransaction): Promise<Liability> {
  const [row] = await query<{ liability: Liability }>(
    `with terms as (
       select p.value_minor::numeric / p.value_points as worth, b.time_zone as zone, b.currency,
         date_trunc('month', now() at time zone b.time_zone) as month
       from points_programme p join brand b on b.id = p.brand_id where p.brand_id = kolony.current_brand()
     ), months as (
       select terms.month + make_interval(months => n) as at, n from terms, generate_series(-11, 11) n
     ), held as (
       select count(*) filter (where available > 0 or pending > 0) as members,
         coalesce(sum(available) filter (where available > 0), 0) as available, coalesce(sum(pending), 0) as pending,
         coalesce(-sum(available) filter (where available < 0), 0) as owed
       from points_wallet
     ), expiring as (
       select date_trunc('month', (l.expires_at - interval '1 microsecond') at time zone terms.zone) as at, sum(l.available + l.pending) as points
       from terms, points_lot l where l.available > 0 or l.pending > 0 group by 1
     ), flow as (
       select date_trunc('month', e.at at time zone terms.zone) as at,
         sum(e.points) filter (where e.kind = 'earn') as earned,
         -sum(e.points) filter (where e.kind = 'redeem') as redeemed,
         sum(e.points) filter (where e.kind = 'give_back') as given_back,
         -sum(e.points) filter (where e.kind = 'take_back') as taken_back,
         -sum(e.points) filter (where e.kind = 'expire') as expired,
         sum(e.points) filter (where e.kind = 'adjust') as adjusted
       from terms, points_entry e
       where e.at >= (terms.month - interval '11 months') at time zone terms.zone group by 1
     )
     select json_build_object(
       'members', held.members, 'available', held.available::text, 'pending', held.pending::text, 'owed', held.owed::text,
       'valueMinor', round((held.available + held.pending) * terms.worth)::text, 'currency', terms.currency,
       'expiring', (select json_agg(json_build_object('month', m.at::date, 'points', coalesce(e.points, 0)::text,
           'valueMinor', round(coalesce(e.points, 0) * terms.worth)::text) order by m.at)
         from months m left join expiring e on e.at = m.at where m.n >= 0),
       'flow', (select json_agg(json_build_object('month', m.at::date, 'earned', coalesce(f.earned, 0)::text,
           'redeemed', coalesce(f.redeemed, 0)::text, 'givenBack', coalesce(f.given_back, 0)::text,
           'takenBack', coalesce(f.taken_back, 0)::text, 'expired', coalesce(f.expired, 0)::text,
           'adjusted', coalesce(f.adjusted, 0)::text) order by m.at)
         from months m left join flow f on f.at = m.at where m.n <= 0)) as liability
     from terms, held`,
  );
  if (!row) throw new Error('the brand has no programme');
  return row.liability;
}
