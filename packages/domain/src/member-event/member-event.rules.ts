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

/** The event of a name; undefined for what is none, such as `order_paid`: orders are recorded as such. */
export function memberEventOf(name: string): MemberEventKind | undefined {
  return memberEvents.find((event) => event === name);
}
