import { daysApart } from '../birthday/birthday.rules.ts';

/** What is recorded of members, other than orders. */
export const memberEvents = [
  'sign_up',
  'profile_completed',
  'birthday',
  'review',
  'share',
  'check_in',
  'referral',
] as const;
export type MemberEventKind = (typeof memberEvents)[number];

/** Of events that come once in a membership, or a year: how many days after one another may come. */
export const daysBetween: Readonly<Partial<Record<MemberEventKind, number>>> = {
  sign_up: Number.POSITIVE_INFINITY,
  profile_completed: Number.POSITIVE_INFINITY,
  birthday: daysApart,
};

/** The event of a name; undefined for what is none, such as `order_paid`: orders are recorded as such. */
export function memberEventOf(name: string): MemberEventKind | undefined {
  return memberEvents.find((event) => event === name);
}
