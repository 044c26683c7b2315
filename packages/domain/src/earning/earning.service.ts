import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { parseMinor } from '../foundation/money.ts';
import { todayIn } from '../member/member.rules.ts';
import { earnPoints } from '../points/points.service.ts';
import { loadProgramme, openWallets } from '../points/points.store.ts';
import { type Earned, type EarningEvent, evaluate } from './earning.rules.ts';
import { loadRules, loadUses, noteUses } from './earning.store.ts';

export interface MemberEvent {
  memberId: string;
  /** Not `order_paid`: orders are recorded as such. */
  event: EarningEvent;
  /** Unique in the brand: what has this key happened once. */
  key: string;
  reason?: string | null;
}

/**
 * Notes that a member did something that rules may give points for, which can be spent at once. Gives the entry's id, or
 * null where no rule gives any. `INVALID_VALUE` for `order_paid`.
 */
export async function recordEvent(tx: Transaction, input: MemberEvent): Promise<Outcome<string | null>> {
  const { memberId, event, key, reason } = input;
  if (event === 'order_paid') return refused(userError('INVALID_VALUE', 'event'));
  const wallets = await openWallets(tx, [memberId], {}, key);
  const { known } = wallets;
  if (known) return await earnPoints(tx, { memberId, points: known.points, key });
  const owner = wallets.of(memberId).memberId;
  const { timeZone } = wallets.programme;
  const day = todayIn(timeZone, tx.now).date;
  const occasion = { event, at: tx.now, amountMinor: 0, channel: '', skus: [] };
  const earned = evaluate(await loadRules(tx, event), occasion, await loadUses(tx, owner, day));
  if (earned.points === 0) return done(null);
  await noteUses(tx, owner, day, earned);
  return await earnPoints(tx, { memberId: owner, points: earned.points, key, reason, availableAt: tx.now });
}

export interface Simulation {
  event: EarningEvent;
  /** Whose daily limits count; nobody's without. */
  memberId?: string | null;
  /** Of an order, as an exact decimal in whole units of the brand's currency. */
  amount?: string | null;
  channel?: string | null;
  skus?: readonly string[] | null;
  at?: Date | null;
}

/** What an order or an event would give, and why; nothing is stored. `AMOUNT_INVALID`. */
export async function simulate(tx: ReadTransaction, input: Simulation): Promise<Outcome<Earned>> {
  const { timeZone, currency } = await loadProgramme(tx);
  const at = input.at ?? new Date();
  const amountMinor = input.amount == null ? 0 : parseMinor(input.amount, currency);
  if (amountMinor === undefined || amountMinor < 0) return refused(userError('AMOUNT_INVALID', 'amount'));
  const uses = input.memberId ? await loadUses(tx, input.memberId, todayIn(timeZone, at).date) : new Map();
  const occasion = {
    event: input.event,
    at,
    amountMinor,
    channel: input.channel ?? '',
    skus: input.skus ?? [],
  };
  return done(evaluate(await loadRules(tx, input.event), occasion, uses));
}
