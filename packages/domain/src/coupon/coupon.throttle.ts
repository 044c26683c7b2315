import type { Database } from '../foundation/database.ts';
import { type Scope, systemScope } from '../foundation/scope.ts';
import { countTry } from '../member-access/sign-in.ts';
import { addressKey, type Bucket } from '../operator/throttle.rules.ts';
import { readCode } from './coupon.code.ts';

/**
 * Wrong codes of coupons: of one operator or member thirty, then one every two minutes; from one address two hundred, then
 * two a minute (a shop's tills share one); in one brand five thousand, then two a second.
 */
function wrongCodeBuckets({ actor, brandId, ip }: Scope): Bucket[] {
  return [
    { key: `coupon-code:${actor.kind}:${actor.id}`, capacity: 30, secondsPerUnit: 120 },
    { key: `coupon-code:address:${addressKey(ip)}`, capacity: 200, secondsPerUnit: 30 },
    { key: `coupon-code:brand:${brandId}`, capacity: 5000, secondsPerUnit: 0.5 },
  ];
}

/**
 * Does something with codes that somebody has typed, and counts it when `isWrong` says that one was none. What can't be a code
 * at all is none that could be guessed right, and isn't counted. Many at once get through no more often than the limits let one
 * after another.
 * @throws DomainError RATE_LIMITED
 */
export async function withTypedCodes<T>(
  { database, scope }: { database: Database; scope: Scope },
  codes: readonly string[] | null | undefined,
  work: () => Promise<T>,
  isWrong: (result: T) => boolean,
): Promise<T> {
  if (!codes?.some((code) => readCode(code) !== undefined)) return await work();
  const { requestId, ip, locale } = scope;
  const wasRight = await countTry(database, systemScope({ requestId, ip, locale }), wrongCodeBuckets(scope));
  const result = await work();
  if (!isWrong(result)) await wasRight();
  return result;
}
