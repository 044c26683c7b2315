/**
 * What counts as activity of a member: that they joined, their paid orders, and events (all but birthdays, which come by
 * themselves: `kolony.is_activity`). Here further kinds are added: to both expressions, over columns that the database
 * keeps (least and greatest pass over what is null), to the triggers that note in `standing_due` whose activity has
 * changed, and to the activity that histories are written by (`stage.history.ts`).
 */
const kinds = {
  joined: { first: 'joined_at', last: 'joined_at' },
  orders: { first: 'first_order_at', last: 'last_order_at' },
  events: { first: 'first_event_at', last: 'last_event_at' },
} as const;

/** SQL of a member's first activity. */
export function firstActivity(member: string): string {
  return `least(${Object.values(kinds).map(({ first }) => `${member}.${first}`)})`;
}

/** SQL of their last. */
export function lastActivity(member: string): string {
  return `greatest(${Object.values(kinds).map(({ last }) => `${member}.${last}`)})`;
}
