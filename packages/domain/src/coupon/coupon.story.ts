import { recordOrder } from '../order/order.record.service.ts';
import { pointsStory } from '../points/points.story.ts';
import { issueCoupon } from './issue.service.ts';
import { redeemCoupons } from './redeem.service.ts';
import { type CouponTemplateInput, createTemplate } from './template.service.ts';

/** A brand with members and coupons, for tests of these. Amounts are in yuan. */
export async function couponStory() {
  const story = await pointsStory();
  const { admin, done, act } = story;
  let many = 0;
  /** A template of coupons that take 20 off, valid for 30 days, unless told otherwise. */
  const template = (over: Partial<CouponTemplateInput> = {}) =>
    done((tx) =>
      createTemplate(tx, { name: `满减 ${++many}`, kind: 'amount', amount: '20', validDays: 30, ...over }),
    );
  const issue = (templateId: string, memberId: string, key = `${templateId} ${memberId} ${++many}`) =>
    done((tx) => issueCoupon(tx, { templateId, memberId, key }));
  const redeem = (couponIds: string[], amount: string, key = `use ${++many}`, orderNo?: string) =>
    act((tx) => redeemCoupons(tx, { couponIds, key, order: { amount, orderNo: orderNo ?? null } }));
  const order = (memberId: string, orderNo: string, over: object = {}) =>
    done((tx) =>
      recordOrder(tx, {
        memberId,
        orderNo,
        totalMinor: 10_000,
        placedAt: new Date(),
        status: 'pending',
        source: 'api',
        ...over,
      }),
    );
  const row = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row | undefined> =>
    (await admin.query(sql, values)).rows[0];
  const state = async (id: string) =>
    (await row<{ status: string }>('select status from coupon where id = $1', [id]))?.status;
  /** What a template tells of its coupons: issued, redeemed, expired, revoked; held, discount, paid. */
  const counts = async (id: string) => {
    const found = await row<Record<string, string>>(
      `select issued_count, redeemed_count, expired_count, revoked_count, held_minor, discount_minor, paid_minor
       from coupon_template where id = $1`,
      [id],
    );
    return Object.values(found ?? {}).map(Number);
  };
  /** The same, added up from the coupons themselves. */
  const added = async (id: string) => {
    const found = await row<Record<string, string>>(
      `select count(*) as issued, count(*) filter (where status = 'redeemed') as redeemed,
         count(*) filter (where status = 'expired') as expired, count(*) filter (where status = 'revoked') as revoked,
         coalesce(sum(held_minor), 0) as held, coalesce(sum(discount_minor), 0) as discount,
         coalesce(sum(paid_minor), 0) as paid
       from coupon where template_id = $1`,
      [id],
    );
    return Object.values(found ?? {}).map(Number);
  };
  /** Lets time pass for all coupons. */
  const pass = (days: number) =>
    admin.query(
      `update coupon set starts_at = starts_at - make_interval(days => $1), expires_at = expires_at - make_interval(days => $1)`,
      [days],
    );
  return { ...story, template, issue, redeem, order, row, state, counts, added, pass };
}
