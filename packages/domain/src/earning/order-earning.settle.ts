import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { brandScope } from '../foundation/scope.ts';
import { todayIn } from '../member/member.rules.ts';
import { Overtaken, untilSettled } from '../member/member.store.ts';
import { type OpenWallets, openWallets, type ProgrammeTerms, storeWallets } from '../points/points.store.ts';
import { availableOf, expiryOf } from '../points/programme.rules.ts';
import type { Wallet } from '../points/wallet.ts';
import { type TierOfMember, tiersOf } from '../tier/member-tier.store.ts';
import { evaluate, type KnownRule } from './earning.rules.ts';
import { loadRules, loadUses, noteUses } from './earning.store.ts';
import { type TakenSince, takenInAll, toGiveAgain, toTakeBack } from './order-earning.rules.ts';

const atOnce = 100;

/**
 * Brings the points of orders up to date in the brand: those that were paid earn, those that were refunded, cancelled or
 * undone lose in proportion, and those that turn out to be another member's earn for that one instead. What an order has is
 * compared with what it should have, so that it doesn't matter how often and in what order it is told. Gives how many
 * orders were looked at.
 */
export async function settleOrders(
  database: Database,
  brandId: string,
  signal?: AbortSignal,
): Promise<number> {
  let looked = 0;
  for (;;) {
    signal?.throwIfAborted();
    const outcome = await database.write(brandScope(brandId), async (tx) => done(await settleSome(tx)));
    const count = outcome.ok ? outcome.value : 0;
    looked += count;
    if (count === 0) return looked;
  }
}

interface OrderState {
  id: string;
  memberId: string;
  counts: boolean;
  totalMinor: number;
  netMinor: number;
  channel: string;
  at: string;
  skus: string[];
}

interface EarningState extends TakenSince {
  orderId: string;
  memberId: string;
  entryId: string;
  /** The entries by which some were given again. */
  again: string[];
  totalMinor: number;
}

async function settleSome(tx: Transaction): Promise<number> {
  // Where nothing can come of them, an import of a million isn't gone through.
  await tx.query(
    `delete from earning_due where brand_id = $1
       and not exists (select from earning_rule where brand_id = $1 and event = 'order_paid')
       and not exists (select from order_earning where brand_id = $1)`,
    [tx.brandId],
  );
  const due = await tx.query<{ id: string; order_id: string }>(
    'select id, order_id from earning_due where brand_id = $1 order by id limit $2 for update skip locked',
    [tx.brandId, atOnce],
  );
  if (due.length === 0) return 0;
  const orderIds = [...new Set(due.map(({ order_id }) => order_id))].sort();
  const rules = await loadRules(tx, 'order_paid');
  await untilSettled(tx, () => settleThese(tx, orderIds, rules));
  await tx.query('delete from earning_due where brand_id = $1 and id = any ($2::bigint[])', [
    tx.brandId,
    due.map(({ id }) => id),
  ]);
  return due.length;
}

async function settleThese(
  tx: Transaction,
  orderIds: readonly string[],
  rules: readonly KnownRule[],
): Promise<void> {
  const before = await loadStates(tx, orderIds);
  const earned = [...before.earnings.values()];
  const memberIds = new Set([...before.orders.values(), ...earned].map(({ memberId }) => memberId));
  if (memberIds.size === 0 || (rules.length === 0 && earned.length === 0)) return;
  const wallets = await openWallets(tx, [...memberIds], {
    spend: earned.reduce((sum, { points }) => sum + points, 0),
    originIds: earned.flatMap(({ entryId, again }) => [entryId, ...again]),
  });
  // Whoever writes an order holds its member: orders stand still from here on.
  const { orders, earnings } = await loadStates(tx, orderIds);
  if (![...orders.values(), ...earnings.values()].every(({ memberId }) => memberIds.has(memberId))) {
    throw new Overtaken();
  }
  const { programme } = wallets;
  const tiers = await tiersOf(tx, [...memberIds]);
  const touched = new Set<Wallet>();
  for (const id of orderIds) {
    const order = orders.get(id);
    const former = earnings.get(id);
    const hasMoved = former && order && wallets.of(former.memberId) !== wallets.of(order.memberId);
    if (hasMoved) {
      touched.add(wallets.of(former.memberId));
      await settleEarning(tx, wallets.of(former.memberId), former, undefined, programme);
      await tx.query('delete from order_earning where brand_id = $1 and order_id = $2', [tx.brandId, id]);
    }
    const key = hasMoved ? `order:${id}:${newId()}` : `order:${id}`;
    const earning =
      (hasMoved ? undefined : former) ?? (await earnFor(tx, order, key, rules, wallets, programme, tiers));
    if (!earning) continue;
    const wallet = wallets.of(earning.memberId);
    // Also one that was refunded before it was looked at for the first time.
    await settleEarning(tx, wallet, earning, order, programme);
    touched.add(wallet);
  }
  await storeWallets(tx, [...touched]);
}

/** What an order earns its member when it is first looked at as theirs; undefined where that is nothing. */
async function earnFor(
  tx: Transaction,
  order: OrderState | undefined,
  key: string,
  rules: readonly KnownRule[],
  wallets: OpenWallets,
  programme: ProgrammeTerms,
  tiers: ReadonlyMap<string, TierOfMember>,
): Promise<EarningState | undefined> {
  if (!order?.counts || wallets.isClosed(order.memberId)) return undefined;
  const { id: orderId, totalMinor, memberId } = order;
  const wallet = wallets.of(memberId);
  const at = new Date(order.at);
  const day = todayIn(programme.timeZone, at).date;
  const occasion = {
    ...order,
    event: 'order_paid' as const,
    at,
    amountMinor: totalMinor,
    // The one at this moment: when an order was placed, nobody may have known of it.
    tier: tiers.get(memberId) ?? null,
  };
  const earned = evaluate(rules, occasion, await loadUses(tx, wallet.memberId, day));
  const { points, steps } = earned;
  if (points === 0) return undefined;
  const times = {
    availableAt: availableOf(programme, at),
    expiresAt: expiryOf(programme, at, programme.timeZone),
  };
  const header = { key, subject: { type: 'Order', id: orderId } };
  const { id: entryId } = wallet.earn(points, tx.now, times, header);
  await noteUses(tx, wallet.memberId, day, earned);
  await tx.query(
    `insert into order_earning (brand_id, order_id, entry_id, entry_ids, points, total_minor, steps, created_at)
     values ($1, $2, $3, array[$3::uuid], $4, $5, $6, $7)`,
    [tx.brandId, orderId, entryId, points, totalMinor, JSON.stringify(steps), tx.now],
  );
  return {
    orderId,
    memberId,
    entryId,
    points,
    takenBack: 0,
    lost: 0,
    byHand: 0,
    expired: 0,
    again: [],
    totalMinor,
  };
}

/** Takes back, or gives again, until the order has what it should have. */
async function settleEarning(
  tx: Transaction,
  wallet: Wallet,
  earning: EarningState,
  order: OrderState | undefined,
  programme: ProgrammeTerms,
): Promise<void> {
  const { orderId, entryId, points, takenBack, totalMinor, again } = earning;
  const net = order?.counts ? order.netMinor : null;
  const expired = earning.expired + wallet.expiredOf([entryId, ...again]);
  const wanted = takenInAll({ ...earning, expired }, toTakeBack(points, totalMinor, net));
  if (wanted === takenBack) return;
  const header = { key: `order:${orderId}:${newId()}`, subject: { type: 'Order', id: orderId } };
  const entryIds: string[] = [];
  if (wanted > takenBack) {
    entryIds.push(wallet.takeBack(wanted - takenBack, entryId, programme.belowZero, header, again).id);
  } else {
    const back = toGiveAgain(earning, wanted);
    // The time to return goods is over for these when it is for the others.
    const availableAt = order ? availableOf(programme, new Date(order.at)) : tx.now;
    const expiresAt = expiryOf(programme, tx.now, programme.timeZone);
    if (back > 0) entryIds.push(wallet.earn(back, tx.now, { availableAt, expiresAt }, header).id);
  }
  await tx.query(
    `update order_earning set taken_back = $3, entry_ids = entry_ids || $4::uuid[] where brand_id = $1 and order_id = $2`,
    [tx.brandId, orderId, wanted, entryIds],
  );
}

async function loadStates(
  tx: Transaction,
  orderIds: readonly string[],
): Promise<{ orders: Map<string, OrderState>; earnings: Map<string, EarningState> }> {
  const [row] = await tx.query<{ orders: OrderState[] | null; earnings: EarningState[] | null }>(
    `select
       (select json_agg(json_build_object('id', o.id, 'memberId', o.member_id, 'counts', kolony.counts(o.status),
            'totalMinor', o.total_minor, 'netMinor', o.total_minor - o.refunded_minor, 'channel', o.channel,
            'at', coalesce(o.paid_at, o.placed_at),
            'skus', coalesce((select json_agg(l.sku) from order_line l
              where l.brand_id = o.brand_id and l.order_id = o.id and l.sku is not null), '[]')))
          from unnest($1::uuid[]) k(id) cross join lateral (
            select * from "order" o where o.brand_id = $2 and o.id = k.id offset 0) o) as orders,
       (select json_agg(json_build_object('orderId', e.order_id, 'memberId', p.member_id, 'entryId', e.entry_id,
            'points', e.points, 'takenBack', e.taken_back, 'totalMinor', e.total_minor, 'lost', since.lost,
            'byHand', since.by_hand, 'again', to_json(array_remove(since.earned, e.entry_id)), 'expired', expired.points))
          from order_earning e join points_entry p on p.brand_id = e.brand_id and p.id = e.entry_id
            cross join lateral (
              select coalesce(-sum(s.points) filter (where s.id <> e.entry_id), 0) as lost,
                array_agg(s.id) filter (where s.kind = 'earn') as earned,
                coalesce(sum((select sum(h.shortfall - h.points) from points_entry h where h.brand_id = s.brand_id
                  and h.cause_id = s.id and h.kind = 'take_back' and h.subject_id is null)), 0) as by_hand
              from points_entry s where s.brand_id = e.brand_id and s.id = any (e.entry_ids)) since
            cross join lateral (
              select coalesce(sum((select sum(p.points) from points_posting p
                where p.brand_id = l.brand_id and p.lot_id = l.id and p.to_account = 'expired')), 0) as points
              from points_lot l where l.brand_id = e.brand_id and l.origin_id = any (since.earned)) expired
          where e.brand_id = $2 and e.order_id = any ($1::uuid[])) as earnings`,
    [orderIds, tx.brandId],
  );
  return {
    orders: new Map((row?.orders ?? []).map((order) => [order.id, order])),
    earnings: new Map((row?.earnings ?? []).map((earning) => [earning.orderId, earning])),
  };
}
