import type { Transaction } from '../foundation/database.ts';
import type { Which } from '../stage/stage.history.ts';

/** How many are dealt with in one transaction. */
export const wholePortion = 20_000;

/** Members that come one after another by their ids. */
export interface Portion {
  /** The id at its end. */
  last: string;
  members: number;
  which: Which;
  values: string[];
}

/** The members that follow an id, as many as are dealt with in one transaction; undefined at the end. */
export async function portionAfter(
  tx: Transaction,
  after: string,
  atOnce = wholePortion,
): Promise<Portion | undefined> {
  const [end] = await tx.query<{ last: string; members: number }>(
    `select id as last, at::int as members from (
       select id, row_number() over (order by id) as at from (
         select id from member where brand_id = $1 and id > $2 order by id limit $3
       ) next
     ) portion order by id desc limit 1`,
    [tx.brandId, after, atOnce],
  );
  const which: Which = (id, first) => `${id} <= $${first} and ${id} > $${first + 1}`;
  return end && { ...end, which, values: [end.last, after] };
}
