import { found, type ReadTransaction, type Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { parseMinor } from '../foundation/money.ts';
import { checkText } from '../foundation/text.ts';
import { todayIn } from '../member/member.rules.ts';
import { lockMembers } from '../member/member.store.ts';
import { memberEventOf } from '../member-event/member-event.rules.ts';
import { eventOfKey, hasHappened, storeEvent } from '../member-event/member-event.store.ts';
import { earnPoints } from '../points/points.service.ts';
import { loadProgramme } from '../points/points.store.ts';
import { type TierOfMember, tiersOf, tiersOnLadder } from '../tier/member-tier.store.ts';
import { type Earned, type EarningEvent, evaluate } from './earning.rules.ts';
import { loadRules, loadUses, noteUses } from './earning.store.ts';

export interface RecordEvent {
  memberId: string;
  /** Not `order_paid`: orders are recorded as such. */
  event: EarningEvent;
  /** Unique in the brand: what has this key happened once. */
  key: string;
  reason?: string | null;
  /** Whether an operator says so: what comes once has happened then, if it had before. */
  byHand?: boolean;
}

/** An event that was recorded, and the entry that it earned; null where no rule gives anything for it. */
export interface RecordedEvent {
  id: string;
  entryId: string | null;
}

/**
 * Records that a member did something, or that something came to pass with them, and gives what the rules give for it,
 * which can be spent at once. `INVALID_VALUE` for `order_paid`, `MEMBER_CLOSED`, `EVENT_HAPPENED`.
 * @throws DomainError IDEMPOTENCY_KEY_REUSED when the key is that of something else
 */
export async function recordEvent(tx: Transaction, input: RecordEvent): Promise<Outcome<RecordedEvent>> {
  const { memberId, key } = input;
  const event = memberEventOf(input.event);
  const { text: note, errors } = checkText('reason', input.reason ?? '', { limit: 500 });
  if (!event) errors.push(userError('INVALID_VALUE', 'event'));
  if (!event || errors.length > 0) return refused(...errors);
  const owner = found((await lockMembers(tx, [memberId])).get(memberId), 'Member');
  const known = await eventOfKey(tx, key);
  if (known) {
    if (known.event !== event || known.memberId !== owner.id) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
    return done({ id: known.id, entryId: known.entryId });
  }
  if (owner.closed) return refused(userError('MEMBER_CLOSED', 'memberId'));
  if (input.byHand && (await hasHappened(tx, { memberId: owner.id, event })))
    return refused(userError('EVENT_HAPPENED', 'event'));
  const id = newId();
  const earned = await earnFor(tx, { id, memberId: owner.id, event, key, reason: note });
  if (!earned.ok) return earned;
  await storeEvent(tx, { id, memberId: owner.id, event, key, note: note || null, entryId: earned.value });
  return done({ id, entryId: earned.value });
}

/** Gives what the rules give for an event; gives the entry, or null where that is nothing. The member is locked. */
async function earnFor(
  tx: Transaction,
  event: RecordEvent & { id: string },
): Promise<Outcome<string | null>> {
  const { memberId, key, reason } = event;
  const { timeZone } = await loadProgramme(tx);
  const day = todayIn(timeZone, tx.now).date;
  const tier = (await tiersOf(tx, [memberId])).get(memberId) ?? null;
  const occasion = { event: event.event, at: tx.now, amountMinor: 0, channel: '', skus: [], tier };
  const rules = await loadRules(tx, event.event);
  const earned = evaluate(rules, occasion, await loadUses(tx, memberId, day));
  if (earned.points === 0) return done(null);
  await noteUses(tx, memberId, day, earned);
  const subject = { type: 'MemberEvent', id: event.id };
  return await earnPoints(tx, { memberId, points: earned.points, key, subject, reason, availableAt: tx.now });
}

export interface Simulation {
  event: EarningEvent;
  /** Whose daily limits and tier count; nobody's without. */
  memberId?: string | null;
  /** In which tier: instead of the member's. */
  tierId?: string | null;
  /** Of an order, as an exact decimal in whole units of the brand's currency. */
  amount?: string | null;
  channel?: string | null;
  skus?: readonly string[] | null;
  at?: Date | null;
}

/** What an order or an event would give, and why; nothing is stored. `AMOUNT_INVALID`, `TIER_UNKNOWN`. */
export async function simulate(tx: ReadTransaction, input: Simulation): Promise<Outcome<Earned>> {
  const { timeZone, currency } = await loadProgramme(tx);
  const at = input.at ?? new Date();
  const amountMinor = input.amount == null ? 0 : parseMinor(input.amount, currency);
  if (amountMinor === undefined || amountMinor < 0) return refused(userError('AMOUNT_INVALID', 'amount'));
  const uses = input.memberId ? await loadUses(tx, input.memberId, todayIn(timeZone, at).date) : new Map();
  const tier = await simulatedTier(tx, input);
  if (input.tierId && !tier) return refused(userError('TIER_UNKNOWN', 'tierId'));
  const occasion = {
    event: input.event,
    at,
    amountMinor,
    channel: input.channel ?? '',
    skus: input.skus ?? [],
    tier: tier ?? null,
  };
  return done(evaluate(await loadRules(tx, input.event), occasion, uses));
}

async function simulatedTier(
  tx: ReadTransaction,
  { memberId, tierId }: Simulation,
): Promise<TierOfMember | undefined> {
  if (tierId) return (await tiersOnLadder(tx)).find(({ id }) => id === tierId);
  return memberId ? (await tiersOf(tx, [memberId])).get(memberId) : undefined;
}
