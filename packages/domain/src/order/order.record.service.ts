import type { AuditChange } from '../foundation/audit.ts';
import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { givenOnly } from '../member/member.changes.ts';
import { checkMemberRecord } from '../member/member.record.service.ts';
import type { MemberBefore, Recorded } from '../member/member.record.ts';
import { lookupsOf, namedIn, type Settled, settleMembers } from '../member/member.settling.ts';
import { heldBrandTerms, lockMembers, Overtaken, untilSettled } from '../member/member.store.ts';
import { auditOrder } from './order.audit.ts';
import type { CheckedOrder, OrderBefore, OrderLineRow, OrderRecord, OrderRow } from './order.record.ts';
import { changedOrder, checkOrder, newOrder, type OrderTerms } from './order.rules.ts';
import {
  insertOrders,
  loadLines,
  loadOrders,
  lockOrders,
  membersOfOrders,
  orderKey,
  replaceLines,
  updateOrders,
} from './order.store.ts';

/** What became of a record, and of the member that it names (null when it names none, or was refused). */
export interface RecordedOrder {
  order: Recorded<OrderBefore>;
  member: Recorded<MemberBefore> | null;
}

/**
 * Takes orders over from another system, some 1,000 at a time, in few statements. Each is found by channel and number, or
 * added; its member is found by the identities, or made. The same record again changes nothing; another content changes
 * the order (see `changedOrder`). Results and before-images come back for each record, in their order; one that is
 * refused leaves the others alone: what `checkOrder` and `checkIdentities` find, `IDENTITY_REQUIRED`,
 * `IDENTITIES_OF_TWO_MEMBERS`, `IDENTITY_TAKEN`, `NOT_FOUND` (member), `REFUND_EXCEEDS_TOTAL`, `ORDER_STATUS_FINAL`. One
 * audit event tells of all orders of the batch, one of all members.
 */
export async function recordOrders(
  tx: Transaction,
  records: readonly OrderRecord[],
): Promise<RecordedOrder[]> {
  const terms = await heldBrandTerms(tx);
  const checks = records.map((record) => checkOrderRecord(tx, record, terms));
  const batch = await untilSettled(tx, () => settleOrders(tx, checks));
  const { members, orders, related } = batch;
  if (members.length > 0) tx.audit({ action: 'member.resolve', subjectType: 'Member', changes: members });
  if (orders.length > 0) {
    tx.audit({ action: 'order.record', subjectType: 'Order', changes: orders, relatedIds: related });
  }
  return batch.results;
}

/**
 * Records one order, as `recordOrders` does; gives its id. Idempotent by channel and number, however often and however
 * parallel it is called.
 */
export async function recordOrder(tx: Transaction, record: OrderRecord): Promise<Outcome<string>> {
  const [result] = await recordOrders(tx, [record]);
  if (!result || result.order.kind === 'refused') {
    return refused(...(result?.order.kind === 'refused' ? result.order.errors : []));
  }
  return done(result.order.id);
}

/** A record that was checked, with all that is wrong with it. */
export type OrderCheck = { order: CheckedOrder; errors: UserError[] };

/** Checks a record by itself, without looking at what is stored. */
export function checkOrderRecord(tx: Transaction, record: OrderRecord, terms: OrderTerms): OrderCheck {
  const { order, errors } = checkOrder(record, terms);
  const identities = record.identities ?? [];
  if (identities.length === 0 && !record.memberId) return { order: { ...order, member: null }, errors };
  const profile = givenOnly(record.profile ?? {});
  const named = { ...profile, memberId: record.memberId, identities, source: record.source };
  const member = checkMemberRecord(tx, named, terms.today, record.placedAt);
  return { order: { ...order, member: member.checked }, errors: [...errors, ...member.errors] };
}

/** One order on its way: as it was, as the records so far leave it. */
interface OrderState {
  original: OrderRow | null;
  row: OrderRow;
  linesBefore: OrderLineRow[] | null;
  lines: OrderLineRow[] | null;
}

async function settleOrders(tx: Transaction, checks: readonly OrderCheck[]) {
  const valid = checks.flatMap(({ order, errors }) => (errors.length === 0 ? [order] : []));
  const people = valid.flatMap(({ member }) => member ?? []);
  // Members first: whoever writes an order holds its member, so that the orders stand still from here on.
  const owners = await membersOfOrders(tx, valid);
  const locked = await lockMembers(tx, [...namedIn(people), ...owners], lookupsOf(people));
  const known = await loadOrders(tx, valid);
  if ([...known.values()].some((row) => !locked.has(row.member_id))) throw new Overtaken();
  await lockOrders(tx, [...known.values()]);
  const lines = await loadLines(
    tx,
    valid.flatMap((order) => (order.lines ? (known.get(orderKey(order))?.id ?? []) : [])),
  );
  // Refusals are known before anything is written: the member of a refused order isn't made or changed.
  const refusals = refuseOrders(checks, known, tx.now);
  const accepted = checks.map(({ order }, at) => (refusals[at]?.length === 0 ? order : null));
  const named = accepted.flatMap((order) => order?.member ?? []);
  const settled = await settleMembers(tx, named, 'fill', locked);

  const members = memberResults(accepted, settled);
  const states = new Map<string, OrderState>();
  const results = checks.map(({ order }, at): RecordedOrder => {
    const member = members[at] ?? null;
    const errors = [...(refusals[at] ?? []), ...(member?.kind === 'refused' ? member.errors : [])];
    if (errors.length > 0) return { order: { kind: 'refused', errors }, member: null };
    const memberId = member && member.kind !== 'refused' ? member.id : null;
    return { order: applyOrder(order, memberId, states, known, lines, tx.now), member };
  });
  return { results, members: settled.changes, ...(await writeOrders(tx, [...states.values()])) };
}

function refuseOrders(
  checks: readonly OrderCheck[],
  known: ReadonlyMap<string, OrderRow>,
  now: Date,
): UserError[][] {
  const rows = new Map(known);
  return checks.map(({ order, errors }) => {
    if (errors.length > 0) return errors;
    const key = orderKey(order);
    const row = rows.get(key);
    if (!row) {
      if (!order.member) return [userError('IDENTITY_REQUIRED', 'identities')];
      rows.set(key, newOrder(order, '', '', now));
      return [];
    }
    const changed = changedOrder(row, order, now);
    if (changed.errors.length === 0) rows.set(key, changed.row);
    return changed.errors;
  });
}

function memberResults(accepted: readonly (CheckedOrder | null)[], { results }: Settled) {
  const settled = results.values();
  return accepted.map((order) => (order?.member ? (settled.next().value ?? null) : null));
}

function applyOrder(
  order: CheckedOrder,
  memberId: string | null,
  states: Map<string, OrderState>,
  known: ReadonlyMap<string, OrderRow>,
  knownLines: ReadonlyMap<string, OrderLineRow[]>,
  now: Date,
): Recorded<OrderBefore> {
  const key = orderKey(order);
  const original = known.get(key) ?? null;
  const state = states.get(key);
  const held = state?.row ?? original;
  if (!held) {
    const row = newOrder(order, newId(), memberId ?? '', now);
    states.set(key, { original, row, linesBefore: null, lines: order.lines ?? [] });
    return { kind: 'created', id: row.id, version: row.version };
  }
  const linesBefore = state?.lines ?? knownLines.get(held.id) ?? null;
  const next = { ...changedOrder(held, order, now).row, member_id: memberId ?? held.member_id };
  const after: Record<string, unknown> = { ...next };
  const columns = Object.fromEntries(
    Object.entries(held).filter(([column, value]) => after[column] !== value),
  );
  const newLines =
    order.lines && JSON.stringify(order.lines) !== JSON.stringify(linesBefore) ? order.lines : null;
  if (Object.keys(columns).length === 0 && !newLines)
    return { kind: 'unchanged', id: held.id, version: held.version };
  if (original) next.version = original.version + 1;
  states.set(key, {
    original,
    row: next,
    linesBefore: original ? (knownLines.get(held.id) ?? null) : null,
    lines: newLines ?? state?.lines ?? null,
  });
  const before = { columns, lines: newLines ? linesBefore : null };
  return { kind: 'updated', id: held.id, version: next.version, before };
}

async function writeOrders(tx: Transaction, states: readonly OrderState[]) {
  await insertOrders(
    tx,
    states.flatMap(({ original, row }) => (original ? [] : [row])),
  );
  await updateOrders(
    tx,
    states.flatMap(({ original, row }) => (original ? [row] : [])),
  );
  await replaceLines(
    tx,
    states.flatMap(({ original, row, lines }) => (lines ? [{ id: row.id, created: !original, lines }] : [])),
  );
  const orders = states.map(
    ({ original, row, linesBefore, lines }): AuditChange => ({
      id: row.id,
      before: original && auditOrder(original, lines ? linesBefore?.length : undefined),
      after: auditOrder(row, lines?.length),
    }),
  );
  const related = states.flatMap(({ original, row }) => [
    row.member_id,
    ...(original ? [original.member_id] : []),
  ]);
  return { orders, related };
}
