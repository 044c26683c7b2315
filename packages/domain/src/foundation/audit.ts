import { newId } from './ids.ts';
import type { ReadTransaction } from './database.ts';

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
  const pick = (from: Record<string, unknown>) => Object.fromEntries(changed.map((key) => [key, from[key] ?? null]));
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
 * Checks the whole chain of the scope's brand: every number present once, every hash right, and the end where the head
 * says. The database does the work, in one statement.
 */
export async function verifyAuditChain(tx: ReadTransaction): Promise<ChainVerdict> {
  const [row] = await tx.query<{ events: string; broken_at: string | null }>(
    `with chain as (
       select e.seq, e.hash, kolony.audit_hash(e) as expected, e.previous_hash,
         coalesce(lag(e.hash) over w, '\\x') as before, row_number() over w as place
       from audit_event e where e.brand_id = kolony.current_brand() window w as (order by e.seq)
     ), head as (select seq, hash from audit_head where brand_id = kolony.current_brand())
     select count(*) as events,
       coalesce(
         min(seq) filter (where seq <> place or hash <> expected or previous_hash <> before),
         (select h.seq from head h where h.seq <> (select count(*) from chain)
            or h.hash is distinct from (select c.hash from chain c order by c.seq desc limit 1)),
         case when count(*) > 0 and not exists (select from head) then 1 end
       ) as broken_at
     from chain`,
  );
  const brokenAt = row?.broken_at == null ? null : Number(row.broken_at);
  return { events: Number(row?.events ?? 0), intact: brokenAt === null, brokenAt };
}
