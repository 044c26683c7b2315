/**
 * What counts as activity of a member: that they joined, and their paid orders. Here further kinds are added: to both
 * expressions, over columns that the database keeps (least and greatest pass over what is null), and to the triggers that
 * note in `standing_due` whose activity has changed.
 */
const kinds = {
  joined: { first: 'joined_at', last: 'joined_at' },
  orders: { first: 'first_order_at', last: 'last_order_at' },
} as const;

/** SQL of a member's first activity. */
export function firstActivity(member: string): string {
  return `least(${Object.values(kinds).map(({ first }) => `${member}.${first}`)})`;
}

/** SQL of their last. */
export function lastActivity(member: string): string {
  return `greatest(${Object.values(kinds).map(({ last }) => `${member}.${last}`)})`;
}
