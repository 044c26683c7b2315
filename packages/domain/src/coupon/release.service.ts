import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { charactersOf, checkText } from '../foundation/text.ts';
import { lockMembers } from '../member/member.store.ts';
import { lockTemplates } from './template.store.ts';

export const couponRedemptionStatuses = ['redeemed', 'released'] as const;
export type CouponRedemptionStatus = (typeof couponRedemptionStatuses)[number];

/**
 * Gives coupons back that were used for an order which came to nothing: those whose time isn't over can be used again, the
 * others have expired; a member who has closed the account gets none. Gives the redemption's id. `COUPON_REDEMPTION_RELEASED`.
 */
export async function releaseCoupons(
  tx: Transaction,
  { id, note }: { id: string; note?: string | null },
): Promise<Outcome<string>> {
  const checked = checkText('note', note ?? '', { limit: 500 });
  if (checked.errors.length > 0) return refused(...checked.errors);
  const read = async () => {
    const [row] = await tx.query<{
      member_id: string;
      status: CouponRedemptionStatus;
      coupons: string[];
      templates: string[];
    }>(
      `select r.member_id, r.status, array_agg(u.coupon_id::text) as coupons, array_agg(u.template_id::text) as templates
       from coupon_redemption r join coupon_use u on u.brand_id = r.brand_id and u.redemption_id = r.id
       where r.brand_id = $1 and r.id = $2 group by r.member_id, r.status`,
      [tx.brandId, id],
    );
    return found(row, 'CouponRedemption');
  };
  const { member_id: owner, templates, coupons } = await read();
  const member = (await lockMembers(tx, [owner])).get(owner);
  await lockTemplates(tx, templates);
  const { status } = await read();
  if (status === 'released') return refused(userError('COUPON_REDEMPTION_RELEASED', 'id'));
  // Of closed accounts nothing more is written down.
  const said = member?.closed ? null : checked.text || null;
  await tx.query(
    `update coupon_redemption set status = 'released', released_at = $3, note = $4 where brand_id = $1 and id = $2`,
    [tx.brandId, id, tx.now, said],
  );
  await tx.query(
    `update coupon c set redemption_id = null, discount_minor = 0, paid_minor = 0,
       status = case when $4 then 'revoked' when c.expires_at > $3 then 'usable' else 'expired' end,
       held_minor = case when c.expires_at > $3 and not $4 then t.face_minor else 0 end,
       ended_at = case when $4 then $3 when c.expires_at > $3 then null else c.expires_at end
     from coupon_template t
     where c.brand_id = $1 and c.redemption_id = $2 and t.brand_id = c.brand_id and t.id = c.template_id`,
    [tx.brandId, id, tx.now, member?.closed ?? false],
  );
  tx.audit({
    action: 'coupon.release',
    subjectType: 'CouponRedemption',
    changes: [{ id, before: { status }, after: { status: 'released', ...charactersOf(checked.text) } }],
    relatedIds: [owner, ...coupons],
  });
  return done(id);
}
