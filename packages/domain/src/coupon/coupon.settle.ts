import type { Database } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { brandScope } from '../foundation/scope.ts';
import { releaseCoupons } from './release.service.ts';
import { lockTemplates } from './template.store.ts';

const portion = 1000;

/**
 * Gives back the coupons of orders that were cancelled or wholly refunded, one redemption a transaction. What somebody else gives
 * back meanwhile is left to them. Returns of how many orders.
 */
export async function releaseDue(database: Database, brandId: string, signal?: AbortSignal): Promise<number> {
  let released = 0;
  for (;;) {
    const due = await database.read(brandScope(brandId), ({ query }) =>
      query<{ id: string }>(
        `select id from coupon_redemption where brand_id = kolony.current_brand() and release_due and status = 'redeemed'
         order by id limit ${portion}`,
      ),
    );
    for (const { id } of due) {
      signal?.throwIfAborted();
      const outcome = await database.write(brandScope(brandId), (tx) => releaseCoupons(tx, { id }));
      if (outcome.ok) released++;
    }
    if (due.length < portion) return released;
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
