import { found, type Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { nextState } from '../foundation/lifecycle.ts';
import { operatorOf } from '../foundation/scope.ts';
import { charactersOf, checkText } from '../foundation/text.ts';
import { lockMembers } from '../member/member.store.ts';
import { type AdjustmentAction, type AdjustmentStatus, adjustmentLifecycle } from './adjustment.lifecycle.ts';
import { checkPoints, insufficient } from './points.service.ts';
import { loadProgramme, openWallets, storeWallets } from './points.store.ts';
import { expiryOf } from './programme.rules.ts';
import type { Entry } from './wallet.ts';

export interface AdjustPoints {
  memberId: string;
  /** Given when positive, taken when negative; not 0, at most 1,000,000,000. */
  points: number;
  reason: string;
  /** Unique in the brand: what has this key is asked for once. */
  key: string;
}

/**
 * Gives or takes points by hand. More of them than the programme lets one operator move wait for a second one. Gives the
 * adjustment's id. `POINTS_INVALID`, `REQUIRED` (reason), `POINTS_INSUFFICIENT`, `MEMBER_CLOSED`.
 */
export async function adjustPoints(tx: Transaction, input: AdjustPoints): Promise<Outcome<string>> {
  const reason = checkText('reason', input.reason, { limit: 500, required: true });
  const errors = [...checkPoints(Math.abs(input.points)), ...reason.errors];
  if (errors.length > 0) return refused(...errors);
  const locked = await lockMembers(tx, [input.memberId]);
  const { id: memberId, closed } = found(locked.get(input.memberId), 'Member');
  const known = await knownAdjustment(tx, input, memberId);
  if (known) return done(known);
  if (closed) return refused(userError('MEMBER_CLOSED', 'memberId'));
  const { approvalAbove } = await loadProgramme(tx);
  const isWaiting = approvalAbove !== null && Math.abs(input.points) > approvalAbove;
  const id = newId();
  const entry = isWaiting
    ? null
    : await post(tx, { id, memberId, points: input.points, reason: reason.text });
  if (entry && !entry.ok) return entry;
  const status: AdjustmentStatus = isWaiting ? 'waiting' : 'posted';
  await tx.query(
    `insert into points_adjustment (brand_id, id, member_id, points, reason, status, entry_id, requested_by, created_at, key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.brandId,
      id,
      memberId,
      input.points,
      reason.text,
      status,
      entry?.value ?? null,
      operatorOf(tx.scope),
      tx.now,
      input.key,
    ],
  );
  audit(tx, 'points.adjust', id, memberId, null, {
    points: input.points,
    ...charactersOf(reason.text),
    status,
  });
  return done(id);
}

/**
 * Decides about an adjustment that waits: `approve` posts it, `reject` and `withdraw` end it. Gives its id. `approve`
 * and `reject` need POINTS_APPROVE (FORBIDDEN) and another operator than who asked (`APPROVAL_BY_ANOTHER`), who alone withdraws it (`WITHDRAWAL_BY_SELF`); `ADJUSTMENT_DECIDED` when
 * somebody was faster, `POINTS_INSUFFICIENT` when the points have gone meanwhile.
 */
export async function decideAdjustment(
  tx: Transaction,
  { id, action, note }: { id: string; action: AdjustmentAction; note?: string | null },
): Promise<Outcome<string>> {
  const needed = 'POINTS_APPROVE';
  if (action !== 'withdraw' && !tx.scope.permissions.has(needed)) {
    throw new DomainError('FORBIDDEN', { permission: needed });
  }
  const checked = note == null ? null : checkText('note', note, { limit: 500 });
  if (checked && checked.errors.length > 0) return refused(...checked.errors);
  const [raw] = await tx.query<{ member_id: string }>(
    'select member_id from points_adjustment where brand_id = $1 and id = $2',
    [tx.brandId, id],
  );
  // The member before the adjustment, as everybody does.
  await lockMembers(tx, [found(raw, 'PointsAdjustment').member_id]);
  const [locked] = await tx.query<{
    member_id: string;
    points: string;
    reason: string | null;
    status: AdjustmentStatus;
    requested_by: string | null;
  }>(
    `select member_id, points, reason, status, requested_by from points_adjustment
     where brand_id = $1 and id = $2 for no key update`,
    [tx.brandId, id],
  );
  const { member_id: memberId, reason, status, requested_by, ...row } = found(locked, 'PointsAdjustment');
  const next = nextState(adjustmentLifecycle, status, action);
  if (!next) return refused(userError('ADJUSTMENT_DECIDED', 'id', { status }));
  const isOwn = requested_by !== null && requested_by === operatorOf(tx.scope);
  if (action !== 'withdraw' && isOwn) return refused(userError('APPROVAL_BY_ANOTHER', 'id'));
  if (action === 'withdraw' && !isOwn) return refused(userError('WITHDRAWAL_BY_SELF', 'id'));
  const points = Number(row.points);
  const entry = action === 'approve' ? await post(tx, { id, memberId, points, reason }) : null;
  if (entry && !entry.ok) return entry;
  await tx.query(
    `update points_adjustment set status = $3, entry_id = $4, decided_by = $5, decided_at = $6, decision_note = $7
     where brand_id = $1 and id = $2`,
    [tx.brandId, id, next, entry?.value ?? null, operatorOf(tx.scope), tx.now, checked?.text || null],
  );
  audit(
    tx,
    `points.adjust_${action}`,
    id,
    memberId,
    { status },
    { status: next, ...charactersOf(checked?.text) },
  );
  return done(id);
}

/** The adjustment that the key stands for already. @throws DomainError IDEMPOTENCY_KEY_REUSED when it is another one */
async function knownAdjustment(
  tx: Transaction,
  { key, memberId: asked, points }: AdjustPoints,
  memberId: string,
): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string; member_id: string; points: string }>(
    'select id, member_id, points from points_adjustment where brand_id = $1 and key = $2',
    [tx.brandId, key],
  );
  if (row && (![asked, memberId].includes(row.member_id) || Number(row.points) !== points)) {
    throw new DomainError('IDEMPOTENCY_KEY_REUSED');
  }
  return row?.id;
}

/** Posts an adjustment: points that are given can be spent at once, and expire as earned ones do. */
async function post(
  tx: Transaction,
  { id, memberId, points, reason }: { id: string; memberId: string; points: number; reason: string | null },
): Promise<Outcome<string>> {
  const wallets = await openWallets(tx, [memberId], { spend: Math.max(0, -points) });
  const { programme } = wallets;
  const wallet = wallets.of(memberId);
  const header = { key: `adjust:${id}`, subject: { type: 'PointsAdjustment', id }, reason };
  const expiresAt = expiryOf(programme, tx.now, programme.timeZone);
  const entry: Entry | null =
    points > 0
      ? wallet.earn(points, tx.now, { availableAt: tx.now, expiresAt }, header, 'adjust')
      : wallet.deduct(-points, programme.belowZero, header);
  if (!entry) return refused(insufficient(wallet, -points));
  await storeWallets(tx, [wallet]);
  return done(entry.id);
}

function audit(
  tx: Transaction,
  action: string,
  id: string,
  memberId: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown>,
): void {
  tx.audit({
    action,
    subjectType: 'PointsAdjustment',
    changes: [{ id, before, after: { member: encodeId('Member', memberId), ...after } }],
    relatedIds: [memberId],
  });
}
