import type { Database, Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { brandScope } from '../foundation/scope.ts';
import { releaseCoupons, retakeCoupons } from './release.service.ts';
import { lockTemplates } from './template.store.ts';

const portion = 1000;

/**
 * Gives back the coupons of orders that were cancelled or wholly refunded, one redemption a transaction. What somebody else gives
 * back meanwhile is left to them. Returns of how many orders.
 */
export async function releaseDue(database: Database, brandId: string, signal?: AbortSignal): Promise<number> {
  const due = `release_due and status = 'redeemed'`;
  return await eachDue(database, brandId, due, signal, async (tx, id) => {
    const released = await releaseCoupons(tx, { id, due: true });
    return released.ok ? done(1) : released;
  });
}

/** Uses coupons again that were given back with orders which live after all. Returns for how many orders. */
export async function retakeDue(database: Database, brandId: string, signal?: AbortSignal): Promise<number> {
  return await eachDue(database, brandId, 'retake_due', signal, (tx, id) => retakeCoupons(tx, { id }));
}

/** Deals with each redemption of which something is due, in a transaction of its own. Returns with how many it did something. */
async function eachDue(
  database: Database,
  brandId: string,
  due: string,
  signal: AbortSignal | undefined,
  work: (tx: Transaction, id: string) => Promise<Outcome<number>>,
): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await database.read(brandScope(brandId), ({ query }) =>
      query<{ id: string }>(
        `select id from coupon_redemption where brand_id = kolony.current_brand() and ${due} order by id limit ${portion}`,
      ),
    );
    for (const { id } of rows) {
      signal?.throwIfAborted();
      const outcome = await database.write(brandScope(brandId), (tx) => work(tx, id));
      if (outcome.ok && outcome.value > 0) count++;
    }
    if (rows.length < portion) return count;
  }
}

/**
 * Lets coupons expire whose time is over, and sets free what they held of the budget: also what those that were redeemed gave
 * less than they might, since they can't come back any more. Portion by portion, each of one template. Returns how many.
 */
export async function expireDue(database: Database, brandId: string, signal?: AbortSignal): Promise<number> {
  let expired = 0;
  for (;;) {
    signal?.throwIfAborted();
    const outcome = await database.write(brandScope(brandId), async (tx) => {
      const [next] = await tx.query<{ template_id: string }>(
        `select template_id from coupon where brand_id = $1 and held_minor > discount_minor and expires_at <= $2
         order by expires_at limit 1`,
        [tx.brandId, tx.now],
      );
      if (!next) return done(0);
      await lockTemplates(tx, [next.template_id]);
      const rows = await tx.query(
        `update coupon c set held_minor = c.discount_minor,
           status = case c.status when 'usable' then 'expired' else c.status end,
           ended_at = case c.status when 'usable' then c.expires_at else c.ended_at end
         where c.brand_id = $1 and c.id in (
           select d.id from coupon d where d.brand_id = $1 and d.template_id = $2 and d.held_minor > d.discount_minor
             and d.expires_at <= $3
           order by d.expires_at limit ${portion})
           and c.held_minor > c.discount_minor
         returning 1`,
        [tx.brandId, next.template_id, tx.now],
      );
      return done(rows.length);
    });
    if (!outcome.ok || outcome.value === 0) return expired;
    expired += outcome.value;
  }
}
