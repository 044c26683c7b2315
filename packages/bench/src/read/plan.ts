/** A brand to be filled. */
export interface BrandPlan {
  id: string;
  members: number;
  orders: number;
  seed: number;
}

/** All of the data lies in the three years before this moment, so that it is the same on every day. */
const end = Date.UTC(2026, 0, 1);
const span = 3 * 365 * 86_400_000;

/** The id of a brand's n-th member; 0 joined first. */
export function memberId(plan: BrandPlan, n: number): string {
  return uuid(joinedAt(plan, n), 1, n, plan.seed);
}

export const orderId = (plan: BrandPlan, n: number) => uuid(placedAt(plan, n), 2, n, plan.seed);
export const tagId = (plan: BrandPlan, n: number) => uuid(end - span, 3, n, plan.seed);

/** Rounded to whole seconds, as shops tell the time. */
export const joinedAt = (plan: BrandPlan, n: number) =>
  Math.floor((end - span + (span * n) / plan.members) / 1000) * 1000;
export const placedAt = (plan: BrandPlan, n: number) =>
  Math.floor((end - span + (span * (n + 1)) / plan.orders) / 1000) * 1000;

/** A UUIDv7 that is the same at every call: its time, then what kind of row it is, its number and its brand's seed. */
export function uuid(at: number, kind: number, n: number, seed: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
  const mixed = Math.imul(n ^ seed, 0x9e3779b1) >>> 0;
  const ms = hex(at, 12);
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex(mixed & 0xfff, 3)}-8${hex(kind, 3)}-${hex(n, 8)}${hex(seed, 4)}`;
}
