/**
 * SQL of whether a row of `member` lives: isn't merged into another and hasn't closed the account. Whoever counts, lists or
 * scores members means these; the indexes of lists are made for just this.
 */
export function living(member: string): string {
  return `${member}.merged_into is null and ${member}.closed_at is null`;
}
