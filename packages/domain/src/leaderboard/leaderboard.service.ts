import { found, type ReadTransaction, type Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome } from '../foundation/errors.ts';
import { todayIn } from '../member/member.rules.ts';
import { lockLiving } from '../member/member.service.ts';
import { type Board, type BoardPeriod, mostPlaces, periodStart } from './leaderboard.rules.ts';
import { optIn, optOut } from './opt-out.store.ts';

/** A place on a leaderboard, as other members see it. */
export interface Place {
  /** Those who came to the same share it; the next one is as if they didn't: 1, 2, 2, 4. */
  rank: number;
  /** The first character of what they are called; null when nothing is known. */
  name: string | null;
  value: number;
  isMe: boolean;
}

/** The first day of the period that a moment lies in, in the brand's zone. */
export async function startOfPeriod(
  { query }: ReadTransaction,
  period: BoardPeriod,
  now = new Date(),
): Promise<string> {
  const [brand] = await query<{ time_zone: string }>(
    'select time_zone from brand where id = kolony.current_brand()',
  );
  return periodStart(period, todayIn(found(brand, 'Brand').time_zone, now).date);
}

/**
 * The first hundred of the period at hand, and the place of the member at work wherever that is: but not when they have
 * opted out, or have nothing yet. Runs in `memberScope`.
 */
export async function ownLeaderboard(
  tx: ReadTransaction,
  { board, period, now = new Date() }: { board: Board; period: BoardPeriod; now?: Date },
): Promise<Place[]> {
  const rows = await tx.query<{ rank: string; name: string | null; value: string; is_me: boolean }>(
    'select * from kolony.leaderboard_for_members($1, $2, $3, $4)',
    [board, period, await startOfPeriod(tx, period, now), mostPlaces],
  );
  return rows.map(({ rank, name, value, is_me }) => ({
    rank: Number(rank),
    name,
    value: Number(value),
    isMe: is_me,
  }));
}

/** Takes a member off the leaderboards, or puts them back on; gives their id. `MEMBER_MERGED`, `MEMBER_CLOSED`. */
export async function setOptOut(
  tx: Transaction,
  { memberId, optedOut }: { memberId: string; optedOut: boolean },
): Promise<Outcome<string>> {
  const member = await lockLiving(tx, memberId);
  if (!member.ok) return member;
  const changed = optedOut ? await optOut(tx, memberId) : await optIn(tx, memberId);
  if (changed) {
    const change = { id: memberId, before: { leaderboards: optedOut }, after: { leaderboards: !optedOut } };
    tx.audit({ action: 'member.leaderboards', subjectType: 'Member', changes: [change] });
  }
  return done(memberId);
}

/** The same for the member at work. */
export async function setOwnOptOut(tx: Transaction, optedOut: boolean): Promise<Outcome<string>> {
  const { actor } = tx.scope;
  if (actor.kind !== 'member') throw new DomainError('UNAUTHENTICATED');
  return await setOptOut(tx, { memberId: actor.id, optedOut });
}
