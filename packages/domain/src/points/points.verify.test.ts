import { expect, test } from 'vitest';
import { keepLog, makeBrand } from '../../tests/story.ts';
import type { Database } from '../foundation/database.ts';
import { systemScope } from '../foundation/scope.ts';
import { mergeMembers } from '../merge/merge.service.ts';
import { verifyPointsJob } from './points.jobs.ts';
import { earnPoints, redeemPoints } from './points.service.ts';
import { pointsStory } from './points.story.ts';

/** A brand whose ledger has something of everything, and may be tampered with. */
async function story() {
  const points = await pointsStory();
  const { admin, done, member, programme } = points;
  await programme('pending_days = 0');
  const [lin, wu, he] = [await member('Lin'), await member('Wu'), await member('He')];
  for (const [at, memberId] of [lin, wu, he].entries())
    await done((tx) => earnPoints(tx, { memberId, points: 10, key: `e${at}` }));
  await done((tx) => redeemPoints(tx, { memberId: lin, points: 4, key: 'r' }));
  await done((tx) => mergeMembers(tx, { keptId: lin, mergedId: he }));
  /** Writes past everything that keeps the ledger right, as only a superuser can. */
  const tamper = (sql: string) =>
    admin.query(`begin; set local session_replication_role = replica; ${sql}; commit`);
  const run = async (database: Database = points.database) => {
    const log = keepLog();
    const outcome = verifyPointsJob.run({
      database,
      scope: systemScope(),
      input: {},
      jobId: null,
      attempt: 1,
      signal: new AbortController().signal,
      progress: () => undefined,
      log,
    });
    await outcome.catch((error: unknown) => log.error({}, String(error)));
    return log.lines.map(({ message }) => message);
  };
  const broken = async () =>
    (await admin.query(`select brand_id from audit_event where action = 'points.broken' order by brand_id`))
      .rows;
  return { ...points, lin, wu, he, tamper, run, broken };
}

const ofWu = (wu: string) => `member_id = '${wu}'`;
test.each<[string, (wu: string) => string, string[]]>([
  [
    'what a lot holds',
    (wu) => `update points_lot set available = 11 where ${ofWu(wu)}`,
    ['LOT_IS_SUM', 'WALLET_IS_LOTS'],
  ],
  [
    'what a wallet holds',
    (wu) => `update points_wallet set available = 9 where ${ofWu(wu)}`,
    ['WALLET_IS_SUM', 'WALLET_IS_LOTS'],
  ],
  [
    'both',
    (wu) =>
      `update points_lot set available = 11 where ${ofWu(wu)}; update points_wallet set available = 11 where ${ofWu(wu)}`,
    ['LOT_IS_SUM', 'WALLET_IS_SUM'],
  ],
  ['what an entry says', (wu) => `update points_entry set points = 11 where ${ofWu(wu)}`, ['ENTRY_IS_SUM']],
  [
    'a posting',
    (wu) => `update points_posting set points = 11 where ${ofWu(wu)}`,
    ['LOT_IS_SUM', 'WALLET_IS_SUM', 'ENTRY_IS_SUM'],
  ],
  [
    'a posting that is gone',
    (wu) => `delete from points_posting where ${ofWu(wu)}`,
    ['LOT_IS_SUM', 'WALLET_IS_SUM', 'ENTRY_IS_SUM'],
  ],
  [
    'whose an entry is',
    (wu) =>
      `update points_entry set member_id = (select member_id from points_wallet where ${ofWu(wu).replace('=', '<>')} limit 1) where ${ofWu(wu)}`,
    ['ONE_MEMBER'],
  ],
  [
    'what was moved',
    () => `update points_posting set points = 9 where to_account = 'moved'`,
    ['LOT_IS_SUM', 'WALLET_IS_SUM', 'ENTRY_IS_SUM', 'MOVED_IS_ZERO'],
  ],
  [
    'a debt beside points',
    (wu) =>
      `insert into points_lot (brand_id, id, member_id, origin_id, is_debt, available)
       select brand_id, gen_random_uuid(), member_id, origin_id, true, -1 from points_lot where ${ofWu(wu)}`,
    ['LOT_IS_SUM', 'WALLET_IS_LOTS', 'NO_DEBT_BESIDE'],
  ],
])('%s: found where it was changed', async (_, sql, rules) => {
  const { tamper, faults, wu } = await story();
  expect(await faults()).toEqual([]);
  await tamper(sql(wu));
  expect((await faults()).map(({ rule }) => rule)).toEqual(rules);
});

test('what the job finds is said loudly, in the log and in the brand’s own, and one brand doesn’t keep it from the next', async () => {
  const { database, brand, tamper, wu, run, broken } = await story();
  const next = await makeBrand(database, 'Coffee House');
  expect([await run(), await broken()]).toEqual([[], []]);
  await tamper(`update points_wallet set available = 9 where ${ofWu(wu)}`);
  expect(await run()).toEqual([expect.stringContaining('THE LEDGER OF POINTS IS WRONG')]);
  expect(await broken()).toEqual([{ brand_id: brand.id }]);
  await tamper(
    `insert into points_wallet (brand_id, member_id, available) values ('${next.id}', gen_random_uuid(), 5)`,
  );
  // The first one can't be read.
  const halting = new Proxy(database, {
    get(target, property) {
      if (property !== 'read') {
        const of: unknown = Reflect.get(target, property);
        return typeof of === 'function' ? of.bind(target) : of;
      }
      return (...args: Parameters<Database['read']>) => {
        const { brandId } = args[0];
        if (brandId === brand.id) throw new Error('no');
        return target.read(...args);
      };
    },
  });
  expect((await run(halting)).filter((line) => line.includes('LEDGER'))).toHaveLength(1);
  expect(await broken()).toEqual([{ brand_id: brand.id }, { brand_id: next.id }]);
});
