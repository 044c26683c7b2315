import type { Database, Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { brandScope } from '../foundation/scope.ts';
import { adjustPoints } from '../points/adjustment.service.ts';
import { loadProgramme, type ProgrammeTerms, storeWallets } from '../points/points.store.ts';
import { availableOf, expiryOf } from '../points/programme.rules.ts';
import { Wallet } from '../points/wallet.ts';
import { randomStream } from './demo.data.ts';

const day = 86_400_000;
const membersAtOnce = 250;
/** Only points earned since then are pending at first: each that is costs the first start two entries in place of one. */
const lately = 45 * day;
const redeemed = ['冷泡茶包 12 袋', '双层玻璃杯', '抵扣订单', '四季茶样礼盒'];

interface PaidOrder {
  id: string;
  placedAt: string;
  points: number;
  refundedPoints: number;
}

/**
 * Gives the members of a demo brand the points of their year: one for each yuan of an order, taken back with its refunds,
 * some of them spent; and adjustments by hand, of which one waits. Members who have any already are left alone.
 */
export async function addDemoPoints(database: Database, brandId: string, seed: number): Promise<void> {
  const random = randomStream(seed);
  const scope = brandScope(brandId);
  for (let filled = membersAtOnce; filled === membersAtOnce; ) {
    const outcome = await database.write(scope, async (tx) => done(await fillWallets(tx, random)));
    filled = outcome.ok ? outcome.value : 0;
  }
  const adjusted = await database.write(scope, addAdjustments);
  if (!adjusted.ok) throw new Error(`the demo adjustments were refused: ${JSON.stringify(adjusted.errors)}`);
}

async function fillWallets(tx: Transaction, random: () => number): Promise<number> {
  const programme = await loadProgramme(tx);
  const members = await tx.query<{ member_id: string; orders: PaidOrder[] }>(
    `select o.member_id, json_agg(json_build_object('id', o.id, 'placedAt', o.placed_at, 'points', o.total_minor / 100,
       'refundedPoints', o.refunded_minor / 100) order by o.placed_at, o.id) as orders
     from "order" o
     where o.brand_id = $1 and o.status <> 'cancelled' and o.total_minor >= 100
       and not exists (select from points_wallet w where w.brand_id = o.brand_id and w.member_id = o.member_id)
     group by o.member_id order by o.member_id limit $2`,
    [tx.brandId, membersAtOnce],
  );
  const wallets = members.map(({ member_id: memberId, orders }) => {
    const wallet = new Wallet(memberId);
    for (const { at, act } of yearOf(wallet, orders, { programme, now: tx.now, random })) {
      if (at > tx.now) break;
      settleUntil(wallet, at);
      act();
    }
    settleUntil(wallet, tx.now);
    return wallet;
  });
  await storeWallets(tx, wallets);
  return members.length;
}

/** What happens to a member's points, in the order of time. */
function yearOf(
  wallet: Wallet,
  orders: readonly PaidOrder[],
  { programme, now, random }: { programme: ProgrammeTerms; now: Date; random: () => number },
): { at: Date; act: () => void }[] {
  const acts = orders.flatMap(({ id, placedAt, points, refundedPoints }) => {
    const at = new Date(placedAt);
    const later = (days: number) => new Date(at.getTime() + Math.floor(days * day));
    const subject = { type: 'Order', id };
    const earned = { id: '' };
    const [spends, share, change, choice] = [random() < 0.45, random(), random() < 0.06, random()];
    const earn = () => {
      const times = {
        availableAt: now.getTime() - at.getTime() > lately ? at : availableOf(programme, at),
        expiresAt: expiryOf(programme, at, programme.timeZone),
      };
      earned.id = wallet.earn(points, at, times, { key: `demo:earn:${id}`, subject, at }).id;
    };
    const takeBack = () => {
      const header = { key: `demo:refund:${id}`, subject, reason: '订单退款', at: later(3) };
      wallet.takeBack(refundedPoints, earned.id, programme.belowZero, header);
    };
    const spend = () => {
      const spent = Math.floor((wallet.available * (0.3 + share * 0.6)) / 50) * 50;
      if (spent < 100) return;
      const reason = redeemed[Math.floor(choice * redeemed.length)] ?? null;
      const entry = wallet.redeem(spent, { key: `demo:redeem:${id}`, reason, at: later(20) });
      if (!entry || !change) return;
      const taken = entry.postings.flatMap(({ lotId, points }) => {
        const lot = wallet.lots.find((one) => one.id === lotId);
        return lot ? [{ lot, isOwn: true, points }] : [];
      });
      wallet.giveBack(taken, later(20), { key: `demo:give-back:${id}`, at: later(20) }, entry.id);
    };
    return [
      { at, act: earn },
      ...(refundedPoints > 0 ? [{ at: later(3), act: takeBack }] : []),
      ...(spends ? [{ at: later(20), act: spend }] : []),
    ];
  });
  return acts.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Posts at its own time each thing that time brings until then. */
function settleUntil(wallet: Wallet, until: Date): void {
  for (;;) {
    const due = wallet.lots
      .flatMap(({ pending, available, availableAt, expiresAt }) => [
        ...(pending > 0 && availableAt ? [availableAt.getTime()] : []),
        ...(available > 0 && expiresAt ? [expiresAt.getTime()] : []),
      ])
      .filter((at) => at <= until.getTime());
    if (due.length === 0) return;
    wallet.settle(new Date(Math.min(...due)));
  }
}

async function addAdjustments(tx: Transaction): Promise<Outcome<string>> {
  const members = await tx.query<{ member_id: string }>(
    'select member_id from points_wallet where brand_id = $1 and available > 0 order by available desc, member_id limit 3',
    [tx.brandId],
  );
  const asked = [
    { points: 5000, reason: '老会员周年回馈' },
    { points: 200, reason: '物流延误补偿' },
    { points: -50, reason: '重复发放，更正' },
  ];
  let adjusted: Outcome<string> = done('');
  for (const [at, { member_id: memberId }] of members.entries()) {
    const { points, reason } = asked[at] ?? { points: 100, reason: '' };
    adjusted = await adjustPoints(tx, { memberId, points, reason, key: `demo:adjust:${at}` });
    if (!adjusted.ok) return adjusted;
  }
  return adjusted;
}
