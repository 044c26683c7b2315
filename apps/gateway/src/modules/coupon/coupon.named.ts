import type { UseCoupons } from '@kolony/domain/coupon/redeem.service';
import { uuidOf } from '../../server/ids.ts';
import type { CouponRedeemInput } from './coupon.input.ts';

/** Coupons and their order as the domain knows them. */
export function namedBy({ couponIds, codes, order }: CouponRedeemInput): UseCoupons {
  return {
    couponIds: couponIds?.map((id) => uuidOf('Coupon', id)) ?? null,
    codes: codes ?? null,
    order: { ...order, orderId: order.orderId ? uuidOf('Order', order.orderId) : null },
  };
}
