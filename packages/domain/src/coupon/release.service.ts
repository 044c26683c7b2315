import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { charactersOf, checkText } from '../foundation/text.ts';
import { lockMembers } from '../member/member.store.ts';
import { lockTemplates } from './template.store.ts';

export const couponRedemptionStatuses = ['redeemed', 'released'] as const;
export type CouponRedemptionStatus = (typeof couponRedemptionStatuses)[number];

/**
 * Gives coupons back that were used for an order which came to nothing: those whose time isn't over can be used again, the
 * others have expired; a member who has closed the account gets none. `due`: only if its order still is ended. Gives the
 * redemption's id. `COUPON_REDEMPTION_RELEASED`.
 */
export async function releaseCoupons(
  tx: Transaction,
  { id, note, due = false }: { id: string; note?: string | null; due?: boolean },
): Promise<Outcome<string>> {
  const checked = checkText('note', note ?? '', { limit: 500 });
  if (checked.errors.length > 0) return refused(...checked.errors);
  const { owner, isClosed, coupons } = await lockRedemption(tx, id);
  // Of closed accounts nothing more is written down.
  const said = isClosed ? null : checked.text || null;
  const released = await tx.query(
    `update coupon_redemption set status = 'released', released_at = $3, note = $4
     where brand_id = $1 and id = $2 and status = 'redeemed' and (release_due or not $5) returning 1`,
    [tx.brandId, id, tx.now, said, due],
  );
  if (released.length === 0) return refused(userError('COUPON_REDEMPTION_RELEASED', 'id'));
  // They may be another member's by now: of one who had been merged, which was undone.
  await tx.query(
    `update coupon c set redemption_id = null, discount_minor = 0, paid_minor = 0,
       status = case when m.closed_at is not null then 'revoked' when c.expires_at > $3 then 'usable' else 'expired' end,
       held_minor = case when c.expires_at > $3 and m.closed_at is null then t.face_minor else 0 end,
       ended_at = case when m.closed_at is not null then $3 when c.expires_at > $3 then null else c.expires_at end
     from coupon_template t, member m
     where c.brand_id = $1 and c.redemption_id = $2 and t.brand_id = c.brand_id and t.id = c.template_id
       and m.brand_id = c.brand_id and m.id = c.member_id`,
    [tx.brandId, id, tx.now],
  );
  tx.audit({
    action: 'coupon.release',
    subjectType: 'CouponRedemption',
    changes: [
      { id, before: { status: 'redeemed' }, after: { status: 'released', ...charactersOf(checked.text) } },
    ],
    relatedIds: [owner, ...coupons],
  });
  return done(id);
}

/**
 * Uses the coupons again that were given back with an order which lives after all: those that were neither used elsewhere nor
 * have ended. Gives how many.
 */
export async function retakeCoupons(tx: Transaction, { id }: { id: string }): Promise<Outcome<number>> {
  const { owner, coupons } = await lockRedemption(tx, id);
  await tx.query(
    `update coupon_redemption r set retake_due = false, release_due = exists (select from "order" o
       where o.brand_id = r.brand_id and o.order_no = r.order_no and o.channel = r.channel
         and o.status in ('cancelled', 'refunded'))
     where r.brand_id = $1 and r.id = $2`,
    [tx.brandId, id],
  );
  const taken = await tx.query(
    `update coupon c set status = 'redeemed', redemption_id = r.id, ended_at = r.created_at,
       discount_minor = u.discount_minor, paid_minor = r.amount_minor - r.discount_minor
     from coupon_redemption r join coupon_use u on u.brand_id = r.brand_id and u.redemption_id = r.id
     where r.brand_id = $1 and r.id = $2 and r.status = 'released' and not r.release_due
       and c.brand_id = u.brand_id and c.id = u.coupon_id
       and c.status = 'usable' and not exists (select from coupon_redemption o where o.brand_id = r.brand_id
         and o.order_no = r.order_no and o.channel = r.channel and o.status = 'redeemed')
     returning 1`,
    [tx.brandId, id],
  );
  if (taken.length === 0) return done(0);
  await tx.query(
    `update coupon_redemption set status = 'redeemed', released_at = null, note = null where brand_id = $1 and id = $2`,
    [tx.brandId, id],
  );
  tx.audit({
    action: 'coupon.retake',
    subjectType: 'CouponRedemption',
    changes: [{ id, before: { status: 'released' }, after: { status: 'redeemed', coupons: taken.length } }],
    relatedIds: [owner, ...coupons],
  });
  return done(taken.length);
}

/** Whose redemption it is and which coupons were used, with all that changes with them locked. */
async function lockRedemption(tx: Transaction, id: string) {
  const [row] = await tx.query<{
    member_id: string;
    members: string[];
    coupons: string[];
    templates: string[];
  }>(
    `select r.member_id, array_agg(c.member_id::text) as members, array_agg(c.id::text) as coupons,
       array_agg(c.template_id::text) as templates
     from coupon_redemption r join coupon_use u on u.brand_id = r.brand_id and u.redemption_id = r.id
       join coupon c on c.brand_id = u.brand_id and c.id = u.coupon_id
     where r.brand_id = $1 and r.id = $2 group by r.member_id`,
    [tx.brandId, id],
  );
  const { member_id: owner, members, coupons, templates } = found(row, 'CouponRedemption');
  const locked = await lockMembers(tx, [owner, ...members]);
  await lockTemplates(tx, templates);
  return { owner, coupons, isClosed: locked.get(owner)?.closed ?? false };
}
