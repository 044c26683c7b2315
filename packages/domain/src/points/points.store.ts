import { found, type ReadTransaction, type Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { DomainError } from '../foundation/errors.ts';
import { planOnce } from '../foundation/plans.ts';
import { operatorOf } from '../foundation/scope.ts';
import { lockMembers } from '../member/member.store.ts';
import type { ExpiryPolicy, Programme } from './programme.rules.ts';
import { type Entry, type EntryKind, type Lot, pointsOf, Wallet } from './wallet.ts';

/** The programme of the brand, with what its rules need to know of the brand. */
export interface ProgrammeTerms extends Programme {
  timeZone: string;
  currency: string;
  version: number;
}

interface RawProgramme {
  expiry: ExpiryPolicy;
  expiry_months: number;
  expiry_month: number;
  expiry_day: number;
  pending_days: number;
  below_zero: boolean;
  approval_above: string | null;
  value_points: number;
  value_minor: string;
  version: number;
  time_zone: string;
  currency: string;
}

/** The brand's programme as it is now; held until the end of the transaction when it is about to be changed. */
export async function loadProgramme(
  { query }: ReadTransaction,
  lock: '' | 'for update of p' = '',
): Promise<ProgrammeTerms> {
  const [raw] = await query<RawProgramme>(
    `select p.*, b.time_zone, b.currency from points_programme p join brand b on b.id = p.brand_id
     where p.brand_id = kolony.current_brand() ${lock}`,
    [],
    { keep: true },
  );
  return asProgramme(found(raw, 'Brand'));
}

function asProgramme(row: RawProgramme): ProgrammeTerms {
  return {
    expiry: row.expiry,
    expiryMonths: row.expiry_months,
    expiryMonth: row.expiry_month,
    expiryDay: row.expiry_day,
    pendingDays: row.pending_days,
    belowZero: row.below_zero,
    approvalAbove: row.approval_above === null ? null : Number(row.approval_above),
    valuePoints: row.value_points,
    valueMinor: Number(row.value_minor),
    timeZone: row.time_zone,
    currency: row.currency.trim(),
    version: row.version,
  };
}

/** An entry as it was stored. */
export interface StoredEntry {
  id: string;
  memberId: string;
  kind: EntryKind;
  points: number;
  shortfall: number;
  causeId: string | null;
}

/** The wallets that were asked for, locked; `known` is the entry that has the key already. */
export interface OpenWallets {
  /** The wallet of the member who this one is by now. @throws DomainError NOT_FOUND */
  of(memberId: string): Wallet;
  /** Whether they have closed their account: nobody is to get anything more. */
  isClosed(memberId: string): boolean;
  known: StoredEntry | null;
  programme: ProgrammeTerms;
}

interface RawWallet {
  memberId: string;
  available: number;
  pending: number;
  lots: RawLot[];
}

interface RawLot {
  id: string;
  member_id: string;
  origin_id: string;
  moved_from: string | null;
  is_debt: boolean;
  available_at: string | null;
  expires_at: string | null;
  pending: number;
  available: number;
}

const lotColumns =
  'l.id, l.member_id, l.origin_id, l.moved_from, l.is_debt, l.available_at, l.expires_at, l.pending, l.available';
const entryColumns = `'id', e.id, 'memberId', e.member_id, 'kind', e.kind, 'points', e.points, 'shortfall', e.shortfall, 'causeId', e.cause_id`;

/** Which lots an act concerns, beside what is owed and what is due: a member may have thousands. */
export interface Concerned {
  /** So many points are about to be spent or taken. */
  spend?: number;
  /** Those of these earnings. */
  originIds?: readonly string[];
  all?: boolean;
}

const ofMember = 'l.brand_id = $2 and l.member_id = m.id';
const some = `select ${lotColumns} from points_lot l`;

/** Each by an index of its own, and asked only where it matters: of thousands of lots of a member few are read. */
function concernedLots({ spend, originIds, all }: Required<Concerned>, values: unknown[]): string {
  const param = (value: unknown) => `$${values.push(value)}`;
  const branches = [
    `${some} where ${ofMember} and l.is_debt and l.available < 0`,
    `${some} where ${ofMember} and l.pending > 0 and l.available_at <= $4`,
    `${some} where ${ofMember} and l.available > 0 and l.expires_at <= $4`,
    originIds.length > 0 &&
      `${some} where l.brand_id = $2 and l.origin_id = any (${param(originIds)}::uuid[]) and l.member_id = m.id and (l.pending > 0 or l.available <> 0)`,
    all && `${some} where ${ofMember} and (l.pending > 0 or l.available <> 0)`,
    spend > 0 &&
      `select ${lotColumns} from (
         select l.*, sum(l.available) over (order by l.expires_at, l.id) - l.available as before from points_lot l
         where ${ofMember} and l.available > 0 and (l.expires_at is null or l.expires_at > $4)) l where l.before < ${param(spend)}::bigint`,
  ];
  return branches.filter(Boolean).join(' union ');
}

/**
 * Opens the wallets of members for writing, settled up to now. Their members are locked, and so nobody else writes to
 * them until the end of the transaction; one who was merged is the one they were merged into. What is changed is stored
 * by `storeWallets`. `key`: of what is about to be done.
 */
export async function openWallets(
  tx: Transaction,
  memberIds: readonly string[],
  { spend = 0, originIds = [], all = false }: Concerned,
  key: string | null = null,
): Promise<OpenWallets> {
  const named = [...new Set(memberIds)];
  // Sent right behind the locking, and so answered of what it left: but for members who were merged, all that is needed.
  const read = (ids: readonly string[]) => readWallets(tx, ids, { spend, originIds, all }, key);
  planOnce(tx, true);
  const answers = Promise.all([lockMembers(tx, named), read(named)]);
  planOnce(tx, false);
  const [locked, asNamed] = await answers;
  const living = [...new Set([...locked.values()].map(({ id }) => id))];
  const row =
    named.every((id) => living.includes(id)) && living.length <= named.length ? asNamed : await read(living);
  const wallets = new Map(
    (row?.wallets ?? []).map(({ memberId, lots, ...totals }) => [
      memberId,
      new Wallet(memberId, lots.map(asLot), totals),
    ]),
  );
  for (const wallet of wallets.values()) wallet.settle(tx.now);
  return {
    known: row?.known ?? null,
    programme: asProgramme(found(row?.programme, 'Brand')),
    of: (memberId) => found(wallets.get(locked.get(memberId)?.id ?? ''), 'Member'),
    isClosed: (memberId) => locked.get(memberId)?.closed ?? false,
  };
}

interface RawWallets {
  wallets: RawWallet[] | null;
  known: StoredEntry | null;
  programme: RawProgramme | null;
}

async function readWallets(
  tx: Transaction,
  ids: readonly string[],
  concerned: Required<Concerned>,
  key: string | null,
): Promise<RawWallets | undefined> {
  const values: unknown[] = [ids, tx.brandId, key, tx.now];
  const lots = concernedLots(concerned, values);
  const [row] = await tx.query<RawWallets>(
    `select
       (select json_agg(json_build_object('memberId', m.id, 'available', coalesce(w.available, 0),
            'pending', coalesce(w.pending, 0), 'lots', coalesce(l.lots, '[]')))
          from unnest($1::uuid[]) m(id)
          left join lateral (
            select w.available, w.pending from points_wallet w where w.brand_id = $2 and w.member_id = m.id offset 0
          ) w on true
          cross join lateral (select json_agg(l) as lots from (${lots}) l) l) as wallets,
       (select json_build_object(${entryColumns}) from points_entry e where e.brand_id = $2 and e.key = $3) as known,
       (select to_jsonb(p) || jsonb_build_object('time_zone', b.time_zone, 'currency', b.currency)
          from points_programme p join brand b on b.id = p.brand_id where p.brand_id = $2) as programme`,
    values,
    { keep: true },
  );
  return row;
}

/** What an entry took from lots: each with whether it is still the member's own. */
export async function lotsTaken(
  tx: Transaction,
  entryId: string,
  ownerId: string,
): Promise<{ lot: Lot; isOwn: boolean; points: number }[]> {
  const rows = await tx.query<{ lot: RawLot; points: string }>(
    `select to_json(l) as lot, p.points from points_posting p cross join lateral (
       select ${lotColumns} from points_lot l where l.brand_id = p.brand_id and l.id = p.lot_id) l
     where p.brand_id = $2 and p.entry_id = $1 and p.to_account = 'redeemed' order by p.position`,
    [entryId, tx.brandId],
  );
  return rows.map(({ lot, points }) => ({
    lot: asLot(lot),
    isOwn: lot.member_id === ownerId,
    points: Number(points),
  }));
}

/**
 * The lots of a member that came from another's, and hold something, with those that they came from: by a move, or by
 * giving back what the other had spent.
 */
export async function lotsFrom(
  tx: Transaction,
  { from, to }: { from: string; to: string },
): Promise<{ id: string; from: Lot }[]> {
  const rows = await tx.query<{ id: string; lot: RawLot }>(
    `select own.id, to_json(l) as lot from points_lot own
       cross join lateral (select ${lotColumns} from points_lot l
         where l.brand_id = own.brand_id and l.id = own.moved_from and l.member_id = $3 offset 0) l
     where own.brand_id = $1 and own.member_id = $2 and (own.available > 0 or own.pending > 0)`,
    [tx.brandId, to, from],
  );
  return rows.map(({ id, lot }) => ({ id, from: asLot(lot) }));
}

/**
 * Stores what was done with wallets: lots, entries and postings; the database adds them up.
 * @throws DomainError IDEMPOTENCY_KEY_REUSED when another member's entry has one of the keys
 */
export async function storeWallets(tx: Transaction, wallets: readonly Wallet[]): Promise<void> {
  const entries = wallets.flatMap(({ entries: all }) => all);
  if (entries.length === 0) return;
  const cameAt = new Map(
    entries.toReversed().flatMap(({ at, postings: all }) => all.map(({ lotId }) => [lotId, at ?? tx.now])),
  );
  const lots = wallets.flatMap(({ memberId, made }) =>
    made.map((lot) => ({ ...lot, memberId, createdAt: cameAt.get(lot.id) ?? tx.now })),
  );
  const postings = entries.flatMap(({ id, memberId, postings: all }) =>
    all.map((posting, position) => ({ ...posting, position, entryId: id, memberId })),
  );
  const values = [tx.brandId, tx.now, operatorOf(tx.scope), JSON.stringify(entries.map(asRow))];
  tx.unawaited(
    tx
      .query(
        `with entry as (
         insert into points_entry (brand_id, id, member_id, kind, points, available_after, pending_after, shortfall, key,
           cause_id, subject_type, subject_id, reason, operator_id, at)
         select $1, e.id, e."memberId", e.kind, e.points, e."availableAfter", e."pendingAfter", e.shortfall, e.key,
           e."causeId", e."subjectType", e."subjectId", e.reason, $3, coalesce(e.at, $2)
         from json_to_recordset($4) e(id uuid, "memberId" uuid, kind text, points bigint, "availableAfter" bigint,
           "pendingAfter" bigint, shortfall bigint, key text, "causeId" uuid, "subjectType" text, "subjectId" uuid,
           reason text, at timestamptz)
       ), lot as (
         insert into points_lot (brand_id, id, member_id, origin_id, moved_from, is_debt, available_at, expires_at, created_at)
         select $1, l.id, l."memberId", l."originId", l."movedFrom", l."isDebt", l."availableAt", l."expiresAt", l."createdAt"
         from json_to_recordset($5) l(id uuid, "memberId" uuid, "originId" uuid, "movedFrom" uuid, "isDebt" boolean,
           "availableAt" timestamptz, "expiresAt" timestamptz, "createdAt" timestamptz)
       )
       insert into points_posting (brand_id, entry_id, position, member_id, lot_id, from_account, to_account, points)
       select $1, p."entryId", p.position, p."memberId", p."lotId", p."from", p."to", p.points
       from json_to_recordset($6) p("entryId" uuid, position integer, "memberId" uuid, "lotId" uuid, "from" text,
         "to" text, points bigint)`,
        [...values, JSON.stringify(lots), JSON.stringify(postings)],
        { keep: true },
      )
      .catch((error: unknown) => {
        if (violatedConstraint(error) !== 'points_entry_brand_id_key_key') throw error;
        throw new DomainError('IDEMPOTENCY_KEY_REUSED', {}, { cause: error });
      }),
  );
}

function asRow(entry: Entry) {
  const { postings, subject, ...row } = entry;
  return {
    ...row,
    points: pointsOf(entry),
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
  };
}

function asLot(raw: RawLot): Lot {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    id: raw.id,
    originId: raw.origin_id,
    movedFrom: raw.moved_from,
    isDebt: raw.is_debt,
    availableAt: date(raw.available_at),
    expiresAt: date(raw.expires_at),
    pending: Number(raw.pending),
    available: Number(raw.available),
  };
}
