import type { ReadTransaction } from '../foundation/database.ts';
import { firstActivity, lastActivity } from './stage.activity.ts';
import type { StageDays } from './stage.rules.ts';

/**
 * Since when one must have come to be new, or growing, and been active not to be dormant: the beginnings of days in the
 * brand's zone, as PostgreSQL writes them. Days become moments once, so that all members are told by comparing.
 */
export async function stageBoundaries(
  tx: ReadTransaction,
  { newDays, growingDays, dormantDays }: StageDays,
  timeZone: string,
  now: Date,
): Promise<string[]> {
  const [row] = await tx.query<{ moments: string[] }>(
    `select array(select ((($1::timestamptz at time zone $2)::date - day.n)::timestamp at time zone $2)::text
       from unnest($3::int[]) with ordinality day(n, at) order by day.at) as moments`,
    [now, timeZone, [newDays, growingDays, dormantDays]],
  );
  return row?.moments ?? [];
}

/** SQL of a member's stage; `$5` are the boundaries. */
export function stageSql(member: string): string {
  const boundary = (at: number) => `($5::timestamptz[])[${at}]`;
  return `case when ${lastActivity(member)} < ${boundary(3)} then 'dormant'
    when ${firstActivity(member)} >= ${boundary(1)} then 'new'
    when ${firstActivity(member)} >= ${boundary(2)} then 'growing' else 'mature' end`;
}
