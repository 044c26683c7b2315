import type {
  CouponRedemptionStatus,
  CouponStatus,
  CouponTemplateInput,
  CouponTemplateRowFragment,
  CouponTemplateState,
  CouponTemplateTermsFragment,
} from '../../gql/graphql.ts';
import type { Tone } from '../../shared/ui/page.tsx';

export type Template = CouponTemplateRowFragment;

/** What a template says, whether it is stored or still being written. */
export type TemplateContent = Omit<CouponTemplateTermsFragment, 'id' | 'version' | ' $fragmentName'>;

export const templateStates = [
  'ACTIVE',
  'PAUSED',
  'EXHAUSTED',
  'ENDED',
] as const satisfies CouponTemplateState[];
export const couponStatuses = ['USABLE', 'REDEEMED', 'EXPIRED', 'REVOKED'] as const satisfies CouponStatus[];

export const stateTones: Record<CouponTemplateState, Tone> = {
  ACTIVE: 'positive',
  PAUSED: 'neutral',
  EXHAUSTED: 'warning',
  ENDED: 'neutral',
};
export const statusTones: Record<CouponStatus, Tone> = {
  USABLE: 'info',
  REDEEMED: 'positive',
  EXPIRED: 'neutral',
  REVOKED: 'danger',
};
export const redemptionTones: Record<CouponRedemptionStatus, Tone> = {
  REDEEMED: 'positive',
  RELEASED: 'neutral',
};

/** A template as a whole, as it is sent. */
export function inputOf(content: TemplateContent): CouponTemplateInput {
  return {
    name: content.name,
    description: content.description,
    kind: content.kind,
    amount: content.amount?.amount ?? null,
    percent: content.percent,
    cap: content.cap?.amount ?? null,
    minimum: content.minimum.amount,
    channels: content.channels,
    skus: content.skus,
    stackable: content.stackable,
    startsOn: content.startsOn,
    endsOn: content.endsOn,
    validDays: content.validDays,
    issueLimit: content.issueLimit,
    memberLimit: content.memberLimit,
    budget: content.budget?.amount ?? null,
    active: content.active,
  };
}

/** How many coupons a budget holds, each taking the most that it can give; undefined without one. */
export function budgetHolds({ budget, amount, cap }: TemplateContent): number | undefined {
  const face = Number(amount?.amount ?? cap?.amount ?? 0);
  if (!budget || !(face > 0)) return undefined;
  // Counted in whole numbers: a fraction of a cent more or less is another coupon.
  return Math.floor(Math.round(Number(budget.amount) * 1000) / Math.round(face * 1000));
}
