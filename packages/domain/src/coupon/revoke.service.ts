import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { charactersOf, checkText } from '../foundation/text.ts';
import { lockMembers } from '../member/member.store.ts';
import type { CouponStatus } from './discount.rules.ts';
import { lockTemplates } from './template.store.ts';

/** A coupon that was issued by mistake, or for something that came to nothing. */
export interface RevokeCoupon {
  id: string;
  note?: string | null;
}

/**
 * Takes a coupon back that wasn't used; what it held of the budget is free again. One that has expired or was revoked stays as
 * it is. Gives its id. `COUPON_USED`.
 */
export async function revokeCoupon(tx: Transaction, { id, note }: RevokeCoupon): Promise<Outcome<string>> {
  const checked = checkText('note', note ?? '', { limit: 500 });
  if (checked.errors.length > 0) return refused(...checked.errors);
  const read = async () => {
    const [row] = await tx.query<{ member_id: string; template_id: string; status: CouponStatus }>(
      'select member_id, template_id, status from coupon where brand_id = $1 and id = $2',
      [tx.brandId, id],
    );
    return found(row, 'Coupon');
  };
  const seen = await read();
  await lockMembers(tx, [seen.member_id]);
  await lockTemplates(tx, [seen.template_id]);
  const { member_id: memberId, status } = await read();
  if (status === 'redeemed') return refused(userError('COUPON_USED', 'id'));
  if (status !== 'usable') return done(id);
  await tx.query(
    `update coupon set status = 'revoked', held_minor = 0, ended_at = $3, note = $4 where brand_id = $1 and id = $2`,
    [tx.brandId, id, tx.now, checked.text || null],
  );
  tx.audit({
    action: 'coupon.revoke',
    subjectType: 'Coupon',
    changes: [{ id, before: { status }, after: { status: 'revoked', ...charactersOf(checked.text) } }],
    relatedIds: [memberId],
  });
  return done(id);
}

/** Takes back the coupon that something was given by, if there is one; as `revokeCoupon`. */
export async function revokeCouponOf(
  tx: Transaction,
  subject: { type: string; id: string },
): Promise<Outcome<null>> {
  const coupons = await tx.query<{ id: string }>(
    'select id from coupon where brand_id = $1 and subject_type = $2 and subject_id = $3 order by id',
    [tx.brandId, subject.type, subject.id],
  );
  for (const { id } of coupons) {
    const revoked = await revokeCoupon(tx, { id });
    if (!revoked.ok) return refused(...revoked.errors.map(({ code }) => userError(code)));
  }
  return done(null);
}

/** Takes back all that members, locked, have and didn't use: they leave. Returns how many. */
export async function revokeCouponsOfMembers(tx: Transaction, memberIds: readonly string[]): Promise<number> {
  const templates = await tx.query<{ id: string }>(
    `select distinct template_id as id from coupon where brand_id = $1 and member_id = any ($2::uuid[]) and status = 'usable'`,
    [tx.brandId, memberIds],
  );
  await lockTemplates(
    tx,
    templates.map(({ id }) => id),
  );
  const rows = await tx.query(
    `update coupon set status = 'revoked', held_minor = 0, ended_at = $3
     where brand_id = $1 and member_id = any ($2::uuid[]) and status = 'usable' returning 1`,
    [tx.brandId, memberIds, tx.now],
  );
  return rows.length;
}
