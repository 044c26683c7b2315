import type { ReadTransaction } from './database.ts';
import { newId, noId } from './ids.ts';
import type { Keyring } from './keyring.ts';

/** One record that changed: null before means it was made, null after that it was deleted. */
export interface AuditChange {
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/**
 * One act, on one record or on many of a kind. Values of personal data stand masked here: what the audit log holds can
 * never be deleted.
 */
export interface AuditRecord {
  /** Noun and verb, `member.update`. */
  action: string;
  /** Noun of the records, `Member`. */
  subjectType: string;
  changes: AuditChange[];
  /** Further records whose timeline shows this act (the member of an order). */
  relatedIds?: string[];
  /** Goes into the installation's chain though the scope has a brand: what is the operator's own, not the brand's. */
  ofInstallation?: true;
}

/** Appends the acts of a transaction; the database numbers them and chains them by hash. */
export async function writeAudit(tx: ReadTransaction, records: AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  const { scope } = tx;
  const rows = records.map((record) => ({
    id: newId(),
    action: record.action,
    subject_type: record.subjectType,
    subject_ids: [...new Set([...record.changes.map(({ id }) => id), ...(record.relatedIds ?? [])])],
    changes: record.changes.map(withoutUnchanged),
    brand_id: record.ofInstallation ? null : scope.brandId,
  }));
  await tx.query(
    `insert into audit_event (id, brand_id, actor_kind, actor_id, action, subject_type, subject_ids, changes, ip, request_id)
     select r.id, r.brand_id, $2, $3, r.action, r.subject_type, r.subject_ids, r.changes, $4, $5
     from jsonb_to_recordset($1)
       r(id uuid, brand_id uuid, action text, subject_type text, subject_ids uuid[], changes jsonb)
     order by r.brand_id, r.id`,
    [JSON.stringify(rows), scope.actor.kind, scope.actor.id, scope.ip, scope.requestId],
  );
}

function withoutUnchanged({ id, before, after }: AuditChange): AuditChange {
  if (!before || !after) return { id, before, after };
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null),
  );
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.map((key) => [key, from[key] ?? null]));
  return { id, before: pick(before), after: pick(after) };
}

/** What a check of a brand's chain found: how many events it holds, and the first place where it is broken. */
export interface ChainVerdict {
  events: number;
  intact: boolean;
  /** Number in the chain of the first event that was changed, is missing or doesn't follow; null when intact. */
  brokenAt: number | null;
}

/**
 * Checks the whole chain of the scope's brand, or of the installation in the scope of the system: every number present
 * once, every hash right, the end where the head says, and nothing missing or other up to where `sealAuditChain` last
 * found it whole. The chain of a brand begins with its making, so one without events is broken.
 */
export async function verifyAuditChain(tx: ReadTransaction, keyring: Keyring): Promise<ChainVerdict> {
  const brandId = tx.scope.brandId;
  const [row] = await tx.query<VerdictRow>(
    `with chain as (
       select e.seq, e.hash, row_number() over w as place,
         e.hash <> kolony.audit_hash(e) or e.previous_hash <> coalesce(lag(e.hash) over w, '\\x') as wrong
       from audit_event e where e.brand_id ${brandId ? '= $1' : 'is null'} window w as (order by e.seq)
     ), found as (
       select count(*) as events, min(case when seq <> place then place when wrong then seq end) as broken_at from chain
     ), head as (
       select seq, hash from audit_head where brand_id = $1
     ), seal as (
       select s.seq, s.hash, s.mac, c.hash as there from audit_seal s left join chain c on c.seq = s.seq
       where s.brand_id = $1
     )
     select f.events, coalesce(f.broken_at, case
       when h.seq is null then case when f.events > 0 or ${brandId !== null} then 1 end
       when h.seq <> f.events then least(h.seq, f.events) + 1
       when h.hash <> (select hash from chain where seq = h.seq) then h.seq
     end) as broken_at,
       s.seq as sealed_seq, s.hash as sealed_hash, s.mac as sealed_mac, s.there as sealed_there
     from found f left join head h on true left join seal s on true`,
    [chainOf(tx)],
  );
  const events = Number(row?.events ?? 0);
  const breaks = [row?.broken_at, row && unsealedAt(tx, keyring, row, events)]
    .filter((at) => at != null)
    .map(Number);
  const brokenAt = breaks.length > 0 ? Math.min(...breaks) : null;
  return { events, intact: brokenAt === null, brokenAt };
}

interface VerdictRow {
  events: string;
  broken_at: string | null;
  sealed_seq: string | null;
  sealed_hash: Buffer | null;
  sealed_mac: Buffer | null;
  /** The hash of the event that stands there now. */
  sealed_there: Buffer | null;
}

/** Where what was sealed is no longer there; undefined when it is, or nothing was. */
function unsealedAt(
  tx: ReadTransaction,
  keyring: Keyring,
  { sealed_seq: seq, sealed_hash: hash, sealed_mac: mac, sealed_there: there }: VerdictRow,
  events: number,
): number | undefined {
  if (seq === null || !hash || !mac) return undefined;
  if (mac.equals(sealOf(tx, keyring, seq, hash)) && there?.equals(hash)) return undefined;
  return Math.min(Number(seq), events + 1);
}

/** The end of a chain: what a note elsewhere, outside of the database, is of. */
export interface ChainEnd {
  seq: number;
  /** In hexadecimal. */
  hash: string;
}

/**
 * Seals a chain that was found whole, up to its present end, with the installation's key; gives back that end, undefined
 * where there is none. `isFirst`: no earlier seal was there, though there should be one for all but new chains.
 */
export async function sealAuditChain(
  tx: ReadTransaction,
  keyring: Keyring,
): Promise<(ChainEnd & { isFirst: boolean }) | undefined> {
  const [head] = await tx.query<{ seq: string; hash: Buffer }>(
    'select seq, hash from audit_head where brand_id = $1',
    [chainOf(tx)],
  );
  if (!head) return undefined;
  const [row] = await tx.query<{ is_first: boolean }>(
    `insert into audit_seal (brand_id, seq, hash, mac) values ($1, $2, $3, $4)
     on conflict (brand_id) do update
       set seq = excluded.seq, hash = excluded.hash, mac = excluded.mac, sealed_at = now()
     returning xmax = 0 as is_first`,
    [chainOf(tx), head.seq, head.hash, sealOf(tx, keyring, head.seq, head.hash)],
  );
  return { seq: Number(head.seq), hash: head.hash.toString('hex'), isFirst: row?.is_first ?? true };
}

function sealOf(tx: ReadTransaction, keyring: Keyring, seq: string, hash: Buffer): Buffer {
  return keyring.lookup(chainOf(tx), 'audit_seal', seq, hash.toString('hex'));
}

function chainOf({ scope }: ReadTransaction): string {
  return scope.brandId ?? noId;
}
