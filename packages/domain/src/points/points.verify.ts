import type { ReadTransaction } from '../foundation/database.ts';

/** What a check of a brand's ledger found. `faults` says which rules don't hold, and of how many rows; none when it is right. */
export interface LedgerVerdict {
  members: number;
  entries: number;
  postings: number;
  faults: { rule: LedgerRule; count: number }[];
}

/** What holds of a ledger, each as a query for the rows of which it doesn't. */
const rules = {
  /** What a lot holds is the sum of its postings. */
  LOT_IS_SUM: `select from points_lot l left join (
      select lot_id, sum(case 'available' when to_account then points when from_account then -points else 0 end) as available,
        sum(case 'pending' when to_account then points when from_account then -points else 0 end) as pending
      from points_posting group by lot_id) p on p.lot_id = l.id
    where (l.available, l.pending) is distinct from (coalesce(p.available, 0), coalesce(p.pending, 0))`,
  /** What a member has is the sum of their postings. */
  WALLET_IS_SUM: `select from points_wallet w full join (
      select member_id, sum(case 'available' when to_account then points when from_account then -points else 0 end) as available,
        sum(case 'pending' when to_account then points when from_account then -points else 0 end) as pending
      from points_posting group by member_id) p on p.member_id = w.member_id
    where (w.available, w.pending) is distinct from (p.available, p.pending)`,
  /** What a member has is what their lots hold. */
  WALLET_IS_LOTS: `select from points_wallet w full join (
      select member_id, sum(available) as available, sum(pending) as pending from points_lot group by member_id) l
      on l.member_id = w.member_id
    where (w.available, w.pending) is distinct from (l.available, l.pending)`,
  /** What an entry says that it changed is what its postings changed. */
  ENTRY_IS_SUM: `select from points_entry e left join (
      select entry_id, sum(case when to_account in ('pending', 'available') then points else 0 end
        - case when from_account in ('pending', 'available') then points else 0 end) as points
      from points_posting group by entry_id) p on p.entry_id = e.id
    where e.points <> coalesce(p.points, 0)`,
  /** Entry, postings and lots are one member's. */
  ONE_MEMBER: `select from points_posting p join points_entry e on e.brand_id = p.brand_id and e.id = p.entry_id
      join points_lot l on l.brand_id = p.brand_id and l.id = p.lot_id
    where p.member_id <> e.member_id or p.member_id <> l.member_id`,
  /** What was moved out was moved in. */
  MOVED_IS_ZERO: `select from points_posting having coalesce(sum(
      case 'moved' when to_account then points when from_account then -points else 0 end), 0) <> 0`,
  /** Nobody has points to spend while they owe some. */
  NO_DEBT_BESIDE: `select from points_lot d where d.is_debt and d.available < 0 and exists (
      select from points_lot l where l.brand_id = d.brand_id and l.member_id = d.member_id and l.available > 0)`,
} as const;
export type LedgerRule = keyof typeof rules;

/** Adds the brand's ledger up anew and compares. One snapshot: it may run while points move. */
export async function verifyLedger({ query }: ReadTransaction): Promise<LedgerVerdict> {
  const counts = Object.entries(rules).map(([rule, sql]) => `(select count(*) from (${sql}) x) as "${rule}"`);
  const [row] = await query<Record<string, string>>(
    `select (select count(*) from points_wallet) as members, (select count(*) from points_entry) as entries,
       (select count(*) from points_posting) as postings, ${counts.join(', ')}`,
  );
  const count = (name: string) => Number(row?.[name] ?? 0);
  const faults = (Object.keys(rules) as LedgerRule[])
    .map((rule) => ({ rule, count: count(rule) }))
    .filter((fault) => fault.count > 0);
  return { members: count('members'), entries: count('entries'), postings: count('postings'), faults };
}
