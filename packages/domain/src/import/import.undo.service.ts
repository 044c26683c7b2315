import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { enqueueJob, type JobContext } from '../foundation/jobs.ts';
import { untilSettled } from '../member/member.store.ts';
import { auditImport, isWanted, refusalOf } from './import.acts.ts';
import { type ImportRow, lockImport, type Refusal, updateImport } from './import.store.ts';
import { obstacleText, type UndoObstacles } from './import.undo.rules.ts';
import { takeBackMembers, takeBackOrders } from './import.undo.store.ts';

const recordsABatch = 1000;

/**
 * Begins to take back what an import wrote: records that it made are deleted, those that it changed are as they were.
 * `IMPORT_UNDO_BLOCKED` when something came to depend on them meanwhile; then nothing is taken back.
 */
export async function undoImport(tx: Transaction, id: string): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'undo');
  if (refusal) return refused(refusal);
  const reasons = obstacleText(await findObstacles(tx, id, null), tx.scope.locale);
  if (reasons) return refused(userError('IMPORT_UNDO_BLOCKED', 'id', { reasons }));
  const jobId = await enqueueJob(tx, {
    name: 'import.undo',
    input: { importId: id, from: row.status, locale: tx.scope.locale },
    subject: { type: 'Import', id },
  });
  await updateImport(tx, id, { status: 'undoing', job_id: jobId, refusal: null, version: row.version + 1 });
  auditImport(tx, 'import.undo', id, { status: row.status }, { status: 'undoing' });
  return done(id);
}

/** What an import can be undone from, and is again when that was not to be. */
export const undoableStatuses = ['completed', 'cancelled', 'failed'] as const;
export type UndoableStatus = (typeof undoableStatuses)[number];

type Undoing = Pick<JobContext<unknown>, 'database' | 'scope' | 'jobId' | 'signal' | 'progress'> & {
  importId: string;
  /** What the import was before. */
  from: UndoableStatus;
  locale: 'zh-CN' | 'en';
};

/** What changed between the decision and the deed. */
class Blocked extends Error {
  override name = 'Blocked';
  constructor(readonly obstacles: UndoObstacles) {
    super('something depends on what the import wrote');
  }
}

/**
 * Takes back what an import wrote, some 1,000 records a transaction: orders first, for members depend on them. Each
 * record is looked at again while it is locked; should somebody have changed one since the decision, it stops there, and
 * can be begun again. What was taken back is no longer noted, so a restart goes on where it stopped.
 */
export async function undoRows(undoing: Undoing): Promise<void> {
  const { database, scope, signal, progress } = undoing;
  const begun = await database.write(scope, async (tx) => done(await takeUp(tx, undoing)));
  if (!begun.ok || !begun.value) return;
  let total: number | undefined;
  let count = 0;
  try {
    for (const type of ['Order', 'Member'] as const) {
      for (;;) {
        signal.throwIfAborted();
        const step = await database.write(scope, (tx) => undoBatch(tx, undoing, type));
        if (!step.ok || !step.value) return;
        total ??= step.value.left;
        count += step.value.count;
        progress(count, total);
        if (step.value.count < recordsABatch) break;
      }
    }
    await end(undoing, 'undone', null);
  } catch (error) {
    if (!(error instanceof Blocked)) throw error;
    const reasons = obstacleText(error.obstacles, undoing.locale);
    await end(undoing, undoing.from, { code: 'IMPORT_UNDO_BLOCKED', params: { reasons } });
  }
}

/** Whether the import is this job's to undo. One that ended early is taken up when its job is run again. */
async function takeUp(tx: Transaction, { importId, jobId, from }: Undoing): Promise<boolean> {
  const row = await lockImport(tx, importId);
  if (row.job_id !== jobId) return false;
  if (row.status === 'undoing') return true;
  // Cancelled between two steps of its job; or before, and somebody has had that run again.
  if (row.status !== from || !(await isWanted(tx, jobId))) return false;
  await updateImport(tx, importId, { status: 'undoing', refusal: null });
  return true;
}

async function undoBatch(
  tx: Transaction,
  { importId, jobId }: Undoing,
  type: 'Order' | 'Member',
): Promise<Outcome<{ count: number; left: number } | null>> {
  const row = await lockImport(tx, importId);
  if (row.status !== 'undoing' || row.job_id !== jobId) return done(null);
  const changes = await tx.query<{ id: string; left: number }>(
    `select subject_id as id, (select count(*)::int from import_change where import_id = $1) as left
     from import_change where import_id = $1 and subject_type = $2 order by subject_id limit $3`,
    [importId, type, recordsABatch],
  );
  const ids = changes.map(({ id }) => id);
  if (ids.length > 0) {
    const work = type === 'Order' ? takeBackOrders : takeBackMembers;
    const check = async () => {
      const obstacles = await findObstacles(tx, importId, ids);
      if (Object.values(obstacles).some((count) => count > 0)) throw new Blocked(obstacles);
    };
    await untilSettled(tx, () => work(tx, importId, ids, check));
    await tx.query(
      'delete from import_change where import_id = $1 and subject_type = $2 and subject_id = any ($3::uuid[])',
      [importId, type, ids],
    );
  }
  return done({ count: ids.length, left: changes[0]?.left ?? 0 });
}

async function end(
  { database, scope, importId, jobId }: Undoing,
  status: 'undone' | UndoableStatus,
  refusal: Refusal | null,
): Promise<void> {
  await database.write(scope, async (tx) => {
    const row = await lockImport(tx, importId);
    if (row.status === 'undoing' && row.job_id === jobId) await endUndoing(tx, row, status, refusal);
    return done(undefined);
  });
}

/** Ends an undoing: everything was taken back, or the import is again what it was. The row is locked, and `undoing`. */
export async function endUndoing(
  tx: Transaction,
  row: ImportRow,
  status: 'undone' | UndoableStatus,
  refusal: Refusal | null,
): Promise<void> {
  const undone = status === 'undone';
  await updateImport(tx, row.id, { status, refusal, ...(undone ? { undone_at: tx.now } : {}) });
  const action = undone ? 'import.undone' : 'import.undo_stopped';
  auditImport(tx, action, row.id, { status: row.status }, { status });
}

/**
 * What stands in the way of taking back an import, or only these of its records. Each record is looked up by its key,
 * in subqueries that the planner can't turn into joins: it would choose them by what it knows of the brand, and of one
 * that has just been filled that is nothing, so that it joined everything with everything.
 */
async function findObstacles(
  tx: ReadTransaction,
  importId: string,
  ids: readonly string[] | null,
): Promise<UndoObstacles> {
  const [row] = await tx.query<UndoObstacles>(
    `with c as materialized (
       select * from import_change where import_id = $1 and ($2::uuid[] is null or subject_id = any ($2))
     ), orders as (
       select (select o.version from "order" o where o.brand_id = c.brand_id and o.id = c.subject_id)
         is distinct from c.version as changed,
         c.before -> 'columns' ? 'member_id' and not exists (select from member m
           where m.brand_id = c.brand_id and m.id = (c.before -> 'columns' ->> 'member_id')::uuid) as bereft
       from c where c.subject_type = 'Order'
     ), members as (
       select c.kind = 'created' as made,
         m.version is distinct from c.version
           and (c.kind = 'created' or m.version is null or c.before -> 'columns' <> '{}') as changed,
         m.merged_into is not null or c.kind = 'created' and exists (
           select from member_merge g where g.brand_id = c.brand_id and g.kept_id = c.subject_id and g.undone_at is null
         ) as merged,
         exists (
           select from "order" o where o.brand_id = c.brand_id and o.member_id = c.subject_id and (
             select oc.kind = 'created' or oc.before -> 'columns' ? 'member_id' from import_change oc
             where oc.brand_id = o.brand_id and oc.import_id = $1 and oc.subject_type = 'Order' and oc.subject_id = o.id
           ) is not true
         ) as ordered,
         exists (select from member_note n where n.brand_id = c.brand_id and n.member_id = c.subject_id
           and n.created_at <> m.created_at and not coalesce(c.before -> 'notes', '[]') ? n.id::text) as noted,
         exists (select from member_tag t where t.brand_id = c.brand_id and t.member_id = c.subject_id
           and t.created_at <> m.created_at and not coalesce(c.before -> 'tags', '[]') ? t.tag_id::text) as tagged,
         exists (select from member_identity i where i.brand_id = c.brand_id and i.member_id = c.subject_id
           and i.created_at <> m.created_at and not coalesce(c.before -> 'identities', '[]') ? i.id::text) as identified,
         exists (select from member_consent s where s.brand_id = c.brand_id and s.member_id = c.subject_id) as consented,
         exists (select from points_entry e where e.brand_id = c.brand_id and e.member_id = c.subject_id
           and e.kind not in ('mature', 'expire') and e.subject_type is distinct from 'Order') as rich,
         exists (select from member_device d where d.brand_id = c.brand_id and d.member_id = c.subject_id)
           or exists (select from coupon p where p.brand_id = c.brand_id and p.member_id = c.subject_id)
           or exists (select from member_event v where v.brand_id = c.brand_id and v.member_id = c.subject_id
             and v.event <> 'birthday')
           or exists (select from badge_award a where a.brand_id = c.brand_id and a.member_id = c.subject_id
             and a.operator_id is not null)
           or exists (select from benefit_use u where u.brand_id = c.brand_id and u.member_id = c.subject_id) as active
       from c left join lateral (
         select m.version, m.merged_into, m.created_at from member m
         where m.brand_id = c.brand_id and m.id = c.subject_id offset 0
       ) m on true
       where c.subject_type = 'Member'
     )
     select o.*, m.* from
       (select count(*) filter (where changed)::int as "ordersChanged",
          count(*) filter (where bereft)::int as "ordersBereft" from orders) o,
       (select count(*) filter (where changed)::int as "membersChanged",
          count(*) filter (where merged)::int as "membersMerged",
          count(*) filter (where made and ordered)::int as "membersWithOrders",
          count(*) filter (where made and noted)::int as "membersWithNotes",
          count(*) filter (where made and tagged)::int as "membersWithTags",
          count(*) filter (where made and identified)::int as "membersWithIdentities",
          count(*) filter (where made and consented)::int as "membersWithConsents",
          count(*) filter (where made and rich)::int as "membersWithPoints",
          count(*) filter (where made and active)::int as "membersActive"
        from members) m`,
    [importId, ids],
  );
  if (!row) throw new Error('obstacles could not be counted');
  return row;
}
