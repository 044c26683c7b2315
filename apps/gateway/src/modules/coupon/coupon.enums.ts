import type {
  CouponReason as ReasonName,
  CouponStatus as StatusName,
} from '@kolony/domain/coupon/discount.rules';
import type { CouponRedemptionStatus as RedemptionStatusName } from '@kolony/domain/coupon/release.service';
import type { CouponKind as KindName } from '@kolony/domain/coupon/template.rules';
import { registerEnumType } from 'type-graphql';

export const CouponKind = { AMOUNT: 'amount', PERCENT: 'percent' } as const satisfies Record<
  Uppercase<KindName>,
  KindName
>;
registerEnumType(CouponKind, {
  name: 'CouponKind',
  description: 'How a coupon’s discount is reckoned.',
  valuesConfig: {
    AMOUNT: { description: 'So much off.' },
    PERCENT: { description: 'So many hundredths off, rounded down to the minor unit, at most a cap.' },
  },
});

export const templateStates = ['active', 'paused', 'exhausted', 'ended'] as const;
export type TemplateStateName = (typeof templateStates)[number];
export const CouponTemplateState = {
  ACTIVE: 'active',
  PAUSED: 'paused',
  EXHAUSTED: 'exhausted',
  ENDED: 'ended',
} as const satisfies Record<Uppercase<TemplateStateName>, TemplateStateName>;
registerEnumType(CouponTemplateState, {
  name: 'CouponTemplateState',
  description: 'Whether coupons of a template are issued. Those that were issued are good in any case.',
  valuesConfig: {
    ACTIVE: { description: 'They are.' },
    PAUSED: { description: 'They aren’t: an operator has stopped it.' },
    EXHAUSTED: { description: 'They aren’t: all were issued, or the budget isn’t enough for another one.' },
    ENDED: { description: 'They aren’t: the days on which they are valid are over.' },
  },
});

export const CouponStatus = {
  USABLE: 'usable',
  REDEEMED: 'redeemed',
  EXPIRED: 'expired',
  REVOKED: 'revoked',
} as const satisfies Record<Uppercase<StatusName>, StatusName>;
registerEnumType(CouponStatus, {
  name: 'CouponStatus',
  description: 'Where a coupon stands.',
  valuesConfig: {
    USABLE: { description: 'It can be used, now or from when it is valid.' },
    REDEEMED: { description: 'It was used for an order.' },
    EXPIRED: { description: 'Its time is over and it wasn’t used.' },
    REVOKED: { description: 'It was taken back before it was used.' },
  },
});

export const CouponRedemptionStatus = {
  REDEEMED: 'redeemed',
  RELEASED: 'released',
} as const satisfies Record<Uppercase<RedemptionStatusName>, RedemptionStatusName>;
registerEnumType(CouponRedemptionStatus, {
  name: 'CouponRedemptionStatus',
  description: 'Whether coupons that were used for an order still are.',
  valuesConfig: {
    REDEEMED: { description: 'They are used.' },
    RELEASED: { description: 'They were given back: the order came to nothing.' },
  },
});

export const CouponAction = { REVOKE: 'revoke' } as const;
registerEnumType(CouponAction, {
  name: 'CouponAction',
  description: 'What can be done with a coupon, beside using it.',
  valuesConfig: { REVOKE: { description: 'Take it back: `couponRevoke`.' } },
});

export const CouponRedemptionAction = { RELEASE: 'release' } as const;
registerEnumType(CouponRedemptionAction, {
  name: 'CouponRedemptionAction',
  description: 'What can be done with coupons that were used.',
  valuesConfig: { RELEASE: { description: 'Give them back: `couponRelease`.' } },
});

export const CouponReason = {
  USED: 'USED',
  REVOKED: 'REVOKED',
  EXPIRED: 'EXPIRED',
  NOT_YET_VALID: 'NOT_YET_VALID',
  OTHER_CHANNEL: 'OTHER_CHANNEL',
  OTHER_PRODUCTS: 'OTHER_PRODUCTS',
  BELOW_MINIMUM: 'BELOW_MINIMUM',
  SAME_TEMPLATE: 'SAME_TEMPLATE',
  NOT_COMBINABLE: 'NOT_COMBINABLE',
  NOTHING_LEFT: 'NOTHING_LEFT',
} as const satisfies Record<ReasonName, ReasonName>;
registerEnumType(CouponReason, {
  name: 'CouponReason',
  description: 'Why a coupon gives nothing on an order.',
  valuesConfig: {
    USED: { description: 'It was used already.' },
    REVOKED: { description: 'It was revoked.' },
    EXPIRED: { description: 'Its time is over.' },
    NOT_YET_VALID: { description: 'Its time hasn’t begun.' },
    OTHER_CHANNEL: { description: 'It is for orders of other channels.' },
    OTHER_PRODUCTS: { description: 'The order has none of the products that it is for.' },
    BELOW_MINIMUM: { description: 'The order, or what of it the coupon is for, comes to too little.' },
    SAME_TEMPLATE: { description: 'Of one template an order takes one: the one that expires first.' },
    NOT_COMBINABLE: { description: 'It can’t be used together with the others.' },
    NOTHING_LEFT: { description: 'There is nothing left for it to take off.' },
  },
});
