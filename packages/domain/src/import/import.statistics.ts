import type { Database } from '../foundation/database.ts';

/** What a run fills, and reads again by its keys for the next rows. */
const tables = ['member', 'member_identity', '"order"', 'order_line', 'import_change'];

/**
 * Has the planner look at the tables that a run fills. It does so by itself only once a minute: till then it takes a brand
 * that was empty before for one without rows, and reads all rows of the brand for each that it looks up by its key.
 */
export async function analyseTables({ pool }: Database): Promise<void> {
  await pool.query(`analyze ${tables.join(', ')}`);
}
