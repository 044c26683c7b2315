import { withTypedCodes } from '@kolony/domain/coupon/coupon.throttle';
import type { Context } from '../../server/context.ts';
import type { UserErrorType } from '../../server/user-error.ts';

/** Does something with coupons, and counts it among the wrong codes where one that was typed is nobody's. */
export function countingWrongCodes<T extends { userErrors: UserErrorType[] }>(
  { database, scope }: Context,
  codes: readonly string[] | null | undefined,
  work: () => Promise<T>,
): Promise<T> {
  return withTypedCodes({ database, scope }, codes, work, ({ userErrors }) =>
    userErrors.some(({ code }) => code === 'COUPON_UNKNOWN'),
  );
}
