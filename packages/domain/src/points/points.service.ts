import { found, type Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import { lotsTaken, openWallets, type StoredEntry, storeWallets } from './points.store.ts';
import { availableOf, expiryOf, mostPoints } from './programme.rules.ts';
import type { EntryHeader, EntryKind, Wallet } from './wallet.ts';

/** What every act on points is told. All of them are done once for a key, and give the id of the entry. */
export interface PointsAct extends EntryHeader {
  /** How many, 1 to 1,000,000,000. */
  points: number;
}

/**
 * Gives a member points for something: pending as long as the programme says, and expiring when it says, unless told
 * otherwise. `at`: when they were earned; now unless told. `byHand`: for no rule, but because an operator says so; of more
 * than the programme lets one operator give, a second one decides: `POINTS_NEED_APPROVAL`. `POINTS_INVALID`.
 */
export async function earnPoints(
  tx: Transaction,
  input: PointsAct & { memberId: string; at?: Date; availableAt?: Date | null; byHand?: boolean },
): Promise<Outcome<string>> {
  const { memberId, points, at = tx.now } = input;
  const checked = checkAct(input);
  if (checked.errors.length > 0) return refused(...checked.errors);
  const wallets = await openWallets(tx, [memberId], {}, input.key);
  const wallet = wallets.of(memberId);
  if (wallets.known)
    return sameEntry(wallets.known, { kind: 'earn', points, memberIds: [memberId, wallet.memberId] });
  const { programme } = wallets;
  const { availableAt = availableOf(programme, at), byHand = false } = input;
  const { approvalAbove: limit } = programme;
  if (byHand && limit !== null && points > limit)
    return refused(userError('POINTS_NEED_APPROVAL', 'points', { limit }));
  const expiresAt = expiryOf(programme, at, programme.timeZone);
  return await store(tx, wallet, wallet.earn(points, tx.now, { availableAt, expiresAt }, checked.header));
}

/** Lets the pending points of an earning be spent from now on; gives the earning's id. None pending: nothing happens. */
export async function releasePoints(
  tx: Transaction,
  { entryId, key }: { entryId: string; key: string },
): Promise<Outcome<string>> {
  const earned = await loadEntry(tx, entryId, 'earn');
  const wallet = (await openWallets(tx, [earned.memberId], { originIds: [entryId] })).of(earned.memberId);
  wallet.release(entryId, { key });
  await storeWallets(tx, [wallet]);
  return done(entryId);
}

/** Spends a member's points. `POINTS_INVALID`, `POINTS_INSUFFICIENT`. */
export async function redeemPoints(
  tx: Transaction,
  input: PointsAct & { memberId: string },
): Promise<Outcome<string>> {
  const { memberId, points } = input;
  const checked = checkAct(input);
  if (checked.errors.length > 0) return refused(...checked.errors);
  const wallets = await openWallets(tx, [memberId], { spend: points }, input.key);
  const wallet = wallets.of(memberId);
  const memberIds = [memberId, wallet.memberId];
  if (wallets.known) return sameEntry(wallets.known, { kind: 'redeem', points: -points, memberIds });
  const entry = wallet.redeem(points, checked.header);
  if (!entry) return refused(insufficient(wallet, points));
  return await store(tx, wallet, entry);
}

/**
 * Gives back all that a redemption took, to whoever its member is by now; of who has closed the account it lapses at once. `POINTS_GIVEN_BACK` when that was done before
 * by another key; `POINTS_OF_REWARD` when they were spent for a reward, unless it is the reward's own cancelling
 * (`forReward`).
 */
export async function giveBackPoints(
  tx: Transaction,
  input: Omit<PointsAct, 'points'> & { entryId: string; forReward?: boolean },
): Promise<Outcome<string>> {
  const { entryId, forReward = false } = input;
  const checked = checkAct({ ...input, points: 1 });
  if (checked.errors.length > 0) return refused(...checked.errors);
  const redeemed = await loadEntry(tx, entryId, 'redeem');
  if (redeemed.subjectType === 'RewardRedemption' && !forReward) {
    return refused(userError('POINTS_OF_REWARD', 'entryId'));
  }
  const wallets = await openWallets(tx, [redeemed.memberId], {}, input.key);
  const wallet = wallets.of(redeemed.memberId);
  if (wallets.known) return sameEntry(wallets.known, { kind: 'give_back', causeId: entryId });
  const [before] = await tx.query(
    `select 1 from points_entry where brand_id = $1 and cause_id = $2 and kind = 'give_back'`,
    [tx.brandId, entryId],
  );
  if (before) return refused(userError('POINTS_GIVEN_BACK', 'entryId'));
  const taken = await lotsTaken(tx, entryId, wallet.memberId);
  const isClosed = wallets.isClosed(redeemed.memberId);
  const entry = wallet.giveBack(taken, tx.now, said(checked.header, isClosed), entryId);
  // As all that they had did when they closed the account.
  if (isClosed) wallet.forfeit({ key: `lapse:${entry.id}` });
  return await store(tx, wallet, entry);
}

/**
 * Takes points of an earning back: never more than it gave, less what was taken back before (`POINTS_TAKEN_BACK`).
 * Pending ones go first; where the member has spent them, others do; what is missing then they owe if the programme lets
 * them, and otherwise it is the entry's `shortfall`.
 */
export async function takeBackPoints(
  tx: Transaction,
  input: PointsAct & { entryId: string },
): Promise<Outcome<string>> {
  const { entryId, points } = input;
  const checked = checkAct(input);
  if (checked.errors.length > 0) return refused(...checked.errors);
  const earned = await loadEntry(tx, entryId, 'earn');
  const wallets = await openWallets(
    tx,
    [earned.memberId],
    { spend: points, originIds: [entryId] },
    input.key,
  );
  const wallet = wallets.of(earned.memberId);
  if (wallets.known) {
    return sameEntry(wallets.known, { kind: 'take_back', causeId: entryId, points: -points });
  }
  const [before] = await tx.query<{ points: string }>(
    `select coalesce(sum(shortfall - points), 0) as points from points_entry
     where brand_id = $1 and cause_id = $2 and kind = 'take_back'`,
    [tx.brandId, entryId],
  );
  const left = earned.points - Number(before?.points ?? 0);
  if (points > left) return refused(userError('POINTS_TAKEN_BACK', 'points', { left }));
  const { belowZero } = wallets.programme;
  return await store(
    tx,
    wallet,
    wallet.takeBack(points, entryId, belowZero, said(checked.header, wallets.isClosed(earned.memberId))),
  );
}

/** `POINTS_INSUFFICIENT`, with what there is. */
export function insufficient(wallet: Wallet, points: number): UserError {
  return userError('POINTS_INSUFFICIENT', 'points', { points, available: wallet.available });
}

/** What is wrong with a number of points: `POINTS_INVALID`. */
export function checkPoints(points: number): UserError[] {
  const fits = Number.isInteger(points) && points >= 1 && points <= mostPoints;
  return fits ? [] : [userError('POINTS_INVALID', 'points', { most: mostPoints })];
}

async function store(tx: Transaction, wallet: Wallet, { id }: { id: string }): Promise<Outcome<string>> {
  await storeWallets(tx, [wallet]);
  return done(id);
}

function checkAct({ points, key, subject = null, reason }: PointsAct): {
  header: EntryHeader;
  errors: UserError[];
} {
  const checked = reason == null ? null : checkText('reason', reason, { limit: 500 });
  return {
    header: { key, subject, reason: checked?.text || null },
    errors: [...checkPoints(points), ...(checked?.errors ?? [])],
  };
}

/** Of closed accounts nothing more is written down. */
function said(header: EntryHeader, isClosed: boolean): EntryHeader {
  return isClosed ? { ...header, reason: null } : header;
}

/** The entry that a key stands for already, if it is what is asked for now. */
function sameEntry(
  known: StoredEntry,
  asked: { kind: EntryKind; points?: number; causeId?: string; memberIds?: readonly string[] },
): Outcome<string> {
  // What was missing was asked for too.
  const points = known.points - known.shortfall;
  const isSame =
    known.kind === asked.kind &&
    (asked.points === undefined || asked.points === points) &&
    (asked.causeId === undefined || asked.causeId === known.causeId) &&
    (asked.memberIds === undefined || asked.memberIds.includes(known.memberId));
  if (!isSame) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
  return done(known.id);
}

/** An entry of the kind; others, and other brands', are NOT_FOUND. */
async function loadEntry(
  tx: Transaction,
  id: string,
  kind: EntryKind,
): Promise<{ memberId: string; points: number; subjectType: string | null }> {
  const [row] = await tx.query<{ member_id: string; points: string; subject_type: string | null }>(
    'select member_id, points, subject_type from points_entry where brand_id = $1 and id = $2 and kind = $3',
    [tx.brandId, id, kind],
  );
  const entry = found(row, 'PointsEntry');
  return { memberId: entry.member_id, points: Number(entry.points), subjectType: entry.subject_type };
}
