import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type TierStory, teaLadder, tierStory } from '../../tests/tier-story.ts';
import { done } from '../foundation/errors.ts';
import { mergeMembers } from '../merge/merge.service.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { refresh } from '../standing/standing.refresh.ts';
import { runChange } from './ladder.run.ts';
import { changeLadder, rollBackLadder } from './ladder.service.ts';
import { calculateTiers } from './tier.calculate.ts';
import type { Ladder } from './tier.rules.ts';

const fixture = fileURLToPath(new URL('../../tests/ladder-process.fixture.ts', import.meta.url));

/** A ladder as one would send it, each threshold so many times as high. */
const scaled = ({ tiers, ...terms }: Ladder, by: number) => ({
  ...terms,
  perEvent: [],
  tiers: tiers.map((tier) => ({ ...tier, threshold: tier.threshold * by })),
});

async function standing({ rows }: TierStory) {
  return await rows('select member_id, tier_id, growth, below_on from member_tier order by member_id');
}

test('a change of the ladder that is killed goes on where it was, and comes to what it would have', async () => {
  const story = await tierStory();
  const { database, scope, brandId, admin, act, rows, url } = story;
  const terms = await story.ladder();
  await admin.query(`set session_replication_role = replica`);
  await admin.query(
    `insert into member (brand_id, id) select $1, gen_random_uuid() from generate_series(1, 26000)`,
    [brandId],
  );
  await admin.query(
    `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
     select $1, gen_random_uuid(), id, id::text, 'paid', 'CNY', (random() * 1500000)::bigint, now() - random() * interval '1 year'
     from member`,
    [brandId],
  );
  await admin.query(`set session_replication_role = origin`);
  await calculateTiers(database, scope);
  const before = await standing(story);
  const id = await act((tx) => changeLadder(tx, { version: 1, ...scaled(terms, 0.5), atOnce: true }));
  const script = `import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(fixture)});
    await module.run(${JSON.stringify(url)}, ${JSON.stringify(brandId)}, ${JSON.stringify(id)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  const [half] = await rows<{ status: string; moved: number; kept: number }>(
    `select status, moved_up as moved, (select count(*)::int from tier_ladder_moved) as kept,
       (select count(*)::int from member where id <= c.reached) as reached from tier_ladder_change c`,
  );
  expect(half).toMatchObject({ status: 'running', reached: 20_000 });
  await runChange(database, scope, id);
  const [whole] = await rows<{ status: string; moved: number; kept: number }>(
    `select status, moved_up as moved, (select count(*)::int from tier_ladder_moved) as kept from tier_ladder_change`,
  );
  expect(whole?.status).toBe('done');
  expect(whole?.moved).toBeGreaterThan(half?.moved ?? 0);
  const after = await standing(story);
  const history = await rows('select count(*)::int as n from member_tier_change');
  await calculateTiers(database, scope);
  expect(await standing(story)).toEqual(after);
  expect(await rows('select count(*)::int as n from member_tier_change')).toEqual(history);
  await act((tx) => rollBackLadder(tx, { id }));
  await runChange(database, scope, id);
  expect(await standing(story)).toEqual(before);
}, 120_000);

test('orders, merges and calculations may go on beside it: in the end everyone stands where the ladder says', async () => {
  const story = await tierStory();
  const { database, scope, brandId, act, rows } = story;
  // Without a grace, the tier follows from the growth value alone.
  const terms = await story.ladder({ graceDays: 0, perOrder: 7 });
  const ids = await story.sketch(Array.from({ length: 200 }, () => ({})));
  await calculateAll(database, scope);
  let writing = true;
  const writers = Array.from({ length: 3 }, async (_, w) => {
    for (let n = 0; writing; n++) {
      const id = ids[(n * 7 + w * 31) % ids.length] ?? '';
      await database.write(scope, async (tx) => {
        await tx.query(
          `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
           select $1, gen_random_uuid(), m.id, gen_random_uuid()::text, 'paid', 'CNY', $3, now()
           from member m where m.id = $2 and m.merged_into is null`,
          [brandId, id, 100_000 * (n % 5)],
        );
        await tx.query('select pg_sleep(0.003)');
        return done(undefined);
      });
    }
  });
  const merging = (async () => {
    for (let n = 0; n < 10; n++)
      await act((tx) => mergeMembers(tx, { keptId: ids[n] ?? '', mergedId: ids[n + 100] ?? '' }));
  })();
  for (let version = 1; version <= 6; version += 2) {
    const id = await act((tx) => changeLadder(tx, { version, ...scaled(terms, 2 ** version) }));
    await Promise.all([
      runChange(database, scope, id),
      runChange(database, scope, id),
      refresh(database, scope),
      calculateAll(database, scope),
    ]);
    await act((tx) => rollBackLadder(tx, { id }));
    await Promise.all([
      refresh(database, scope),
      runChange(database, scope, id),
      calculateTiers(database, scope),
    ]);
  }
  writing = false;
  await Promise.all([...writers, merging]);
  await refresh(database, scope);
  const found = await standing(story);
  expect(found).toHaveLength(190);
  await rows('delete from member_tier');
  await calculateTiers(database, scope);
  expect(await standing(story)).toEqual(found);
}, 120_000);

test('the first ladder is taken back beside orders, merges and calculations: nobody keeps a tier of it', async () => {
  const { database, scope, act, rows, order, sketch } = await tierStory();
  const ids = await sketch(Array.from({ length: 120 }, () => ({})));
  for (const [n, id] of ids.entries()) await order(id, { total: n * 10_000 });
  await calculateAll(database, scope);
  const { tiers, ...terms } = scaled(teaLadder, 1);
  const fresh = tiers.map((tier) => ({ ...tier, id: null }));
  for (let round = 0; round < 3; round++) {
    const id = await act((tx) => changeLadder(tx, { version: 0, ...terms, tiers: fresh }));
    await runChange(database, scope, id);
    expect(await rows('select from member_tier')).toHaveLength(120 - round * 10);
    await act((tx) => rollBackLadder(tx, { id }));
    const merging = async () => {
      for (let n = round * 10; n < round * 10 + 10; n++)
        await act((tx) => mergeMembers(tx, { keptId: ids[n] ?? '', mergedId: ids[n + 60] ?? '' }));
    };
    await Promise.all([
      runChange(database, scope, id),
      runChange(database, scope, id),
      merging(),
      refresh(database, scope),
      calculateAll(database, scope),
    ]);
    await refresh(database, scope);
    expect(await rows('select from member_tier')).toEqual([]);
    expect(await rows('select from tier_ladder_moved')).toEqual([]);
    expect(await rows(`select from tier_ladder_change where status <> 'undone'`)).toEqual([]);
  }
}, 120_000);
