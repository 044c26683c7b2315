import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onePass } from '../../tests/ladder-one-pass.ts';
import { previewed, previewRow } from '../../tests/ladder-preview.ts';
import { makeOperator, until } from '../../tests/story.ts';
import { type TierStory, teaLadder, tierStory } from '../../tests/tier-story.ts';
import { createBenefit } from '../benefit/benefit.service.ts';
import { done } from '../foundation/errors.ts';
import { operatorScope } from '../foundation/scope.ts';
import type { LadderPreview } from './ladder.preview.rules.ts';
import { runPreview } from './ladder.preview.run.ts';
import { beginPreview } from './ladder.preview.service.ts';
import { runChange } from './ladder.run.ts';
import { changeLadder } from './ladder.service.ts';
import { calculateTiers } from './tier.calculate.ts';
import { downgradePolicies, growthPeriods, type Ladder } from './tier.rules.ts';
import { loadLadder } from './tier.store.ts';

const fixture = fileURLToPath(new URL('../../tests/ladder-process.fixture.ts', import.meta.url));

/** A ladder as one would send it, each threshold so many times as high. */
const scaled = ({ tiers, perEvent, ...terms }: Ladder, by: number) => ({
  ...terms,
  perEvent: Object.entries(perEvent).map(([event, growth]) => ({
    event: event as 'share',
    growth: growth ?? 0,
  })),
  tiers: tiers.map((tier) => ({ ...tier, threshold: Math.round(tier.threshold * by) })),
});

/** Members with orders, some of them with points by a base rule, who stand where the ladder says. */
async function open(members = 40) {
  const story = await tierStory();
  const { order, sketch, rows, brandId, act, database, scope } = story;
  const ladder = await story.ladder();
  const ids = await sketch(Array.from({ length: members }, () => ({})));
  for (const [n, id] of ids.entries()) await order(id, { total: n * n * 1000 });
  const [gold, diamond] = [ladder.tiers[2]?.id ?? '', ladder.tiers[3]?.id ?? ''];
  for (const [tierId, factor] of [
    [gold, 150],
    [diamond, 300],
  ] as const) {
    const kind = 'points_multiplier' as const;
    await act((tx) =>
      createBenefit(tx, { tierId, kind, name: kind, factor, yearlyCost: `${(factor * 7) / 100}` }),
    );
  }
  await rows('set session_replication_role = replica');
  await rows(
    `insert into order_earning (brand_id, order_id, entry_id, entry_ids, points, total_minor, steps)
     select $1, id, id, array[id], 1, total_minor,
       jsonb_build_array(jsonb_build_object('effect', 'base', 'points', total_minor / 100),
         jsonb_build_object('effect', 'multiplier', 'points', 7)) from "order"`,
    [brandId],
  );
  await rows('set session_replication_role = origin');
  await calculateTiers(database, scope);
  return { ...story, terms: ladder, ids };
}

const way = ({ from, to }: LadderPreview['moves'][number]) => `${from?.id} ${to.name}`;

async function standing({ rows }: TierStory) {
  return await rows('select * from member_tier order by member_id');
}

test('counted by portions it is what one statement counts, of any ladder, with tiers that are new or gone', async () => {
  const story = await open(60);
  const { terms } = story;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        period: fc.constantFrom(...growthPeriods),
        policy: fc.constantFrom(...downgradePolicies),
        graceDays: fc.integer({ min: 1, max: 40 }),
        perOrder: fc.integer({ min: 0, max: 900 }),
        atOnce: fc.boolean(),
      }),
      fc.uniqueArray(fc.integer({ min: 1, max: 36_000 }), { minLength: 1, maxLength: 6 }),
      fc.subarray([0, 1, 2, 3]),
      fc.integer({ min: 1, max: 70 }),
      async (over, steps, kept, atOnce) => {
        const tiers = [0, ...steps.sort((one, other) => one - other)].map((threshold, at) => {
          const tier = kept.includes(at) ? terms.tiers[at] : undefined;
          return { name: `${at}`, color: '#c0c0c0', threshold, ...(tier && { id: tier.id }) };
        });
        const input = { version: 1, ...scaled(terms, 1), ...over, tiers };
        const expected = await onePass(story, input);
        const withoutIds = (preview: typeof expected) => ({
          ...preview,
          moves: preview.moves
            .map((move) => ({ ...move, to: { ...move.to, id: move.to.isNew ? '' : move.to.id } }))
            .sort((one, other) => (way(one) < way(other) ? -1 : 1)),
        });
        expect(withoutIds(await previewed(story, input, atOnce))).toEqual(withoutIds(expected));
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 30) },
  );
}, 120_000);

test('what multipliers would give is by the base points of those who would have another', async () => {
  const story = await open();
  const {
    moves,
    points,
    benefitCostNowMinor: now,
    benefitCostThenMinor: then,
  } = await previewed(story, { version: 1, ...scaled(story.terms, 0.5) }, 7);
  // From 500 on silver, from 1500 on gold (half more), from 5000 on diamond (three times).
  const growth = (n: number) => n * n * 10;
  const all = Array.from({ length: 40 }, (_, n) => growth(n));
  const factor = (value: number, by: number) => (value >= 10_000 * by ? 300 : value >= 3000 * by ? 150 : 100);
  const more = all.reduce((sum, value) => sum + (value * (factor(value, 0.5) - factor(value, 1))) / 100, 0);
  expect(points).toBe(more);
  const cost = (by: number) =>
    all.reduce((sum, value) => sum + (factor(value, by) > 100 ? factor(value, by) * 7 : 0), 0);
  expect([now, then]).toEqual([cost(1), cost(0.5)]);
  expect(moves.find(({ to, from }) => to.name === 'diamond' && from?.name === 'gold')?.examples).toEqual(
    [31, 30, 29].map((n) => story.ids[n]),
  );
});

test('one that is killed goes on where it was, and one that is cancelled leaves everything as it is', async () => {
  const story = await open(3);
  const { database, scope, brandId, admin, act, url, terms, rows } = story;
  await admin.query(`set session_replication_role = replica`);
  await admin.query(
    `insert into member (brand_id, id) select $1, gen_random_uuid() from generate_series(1, 26000)`,
    [brandId],
  );
  await admin.query(
    `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
     select $1, gen_random_uuid(), id, id::text, 'paid', 'CNY', (random() * 1500000)::bigint, now() from member`,
    [brandId],
  );
  await admin.query(`set session_replication_role = origin`);
  await calculateTiers(database, scope);
  const before = await standing(story);
  const input = { version: 1, ...scaled(terms, 0.5), atOnce: true };
  const id = await act((tx) => beginPreview(tx, input));
  const script = `import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(fixture)});
    await module.run(${JSON.stringify(url)}, ${JSON.stringify(brandId)}, ${JSON.stringify(id)}, 'runPreview');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  expect(await rows('select result, (counted -> 0) is not null as begun from tier_ladder_preview')).toEqual([
    { result: null, begun: true },
  ]);
  const stop = new AbortController();
  const stopped = runPreview(database, scope, id, {
    atOnce: 2000,
    signal: stop.signal,
    progress: () => stop.abort(),
  });
  await expect(stopped).rejects.toThrow();
  expect((await previewRow(story, id)).result).toBeNull();
  expect(await standing(story)).toEqual(before);
  const told: number[] = [];
  await runPreview(database, scope, id, { progress: (members) => told.push(members) });
  expect(told).toEqual([26_003]);
  const { result } = await previewRow(story, id);
  expect(result).toEqual(await previewed(story, input));
  expect(await standing(story)).toEqual(before);
}, 60_000);

test('stands beside the ladder as it was: where that is changed meanwhile, it comes to nothing', async () => {
  const { database, scope, act, terms, rows } = await open(20);
  const input = { version: 1, ...scaled(terms, 2) };
  const id = await act((tx) => beginPreview(tx, input));
  const stop = new AbortController();
  const half = { atOnce: 10, signal: stop.signal, progress: () => stop.abort() };
  await expect(runPreview(database, scope, id, half)).rejects.toThrow();
  const change = await act((tx) => changeLadder(tx, { version: 1, ...scaled(terms, 3) }));
  await runPreview(database, scope, id);
  const early = await database.write(scope, (tx) => beginPreview(tx, { ...input, version: 2 }));
  expect(early).toMatchObject({ ok: false, errors: [{ code: 'TIER_LADDER_BEING_CHANGED' }] });
  await runChange(database, scope, change);
  expect((await previewRow({ rows }, id)).result).toBeNull();
  const refused = await database.write(scope, (tx) => beginPreview(tx, input));
  expect(refused).toMatchObject({ ok: false, errors: [{ code: 'VERSION_OUTDATED' }] });
  const again = await previewed({ database, scope, act, rows }, { ...input, version: 2 });
  expect(again.members).toBe(20);
});

test('counted by several at once, which a job may be that was taken for dead, nobody counts twice', async () => {
  const story = await open(40);
  const { act, database, scope, terms } = story;
  const input = { version: 1, ...scaled(terms, 0.5) };
  const id = await act((tx) => beginPreview(tx, input));
  await Promise.all([3, 3, 4, 7].map((atOnce) => runPreview(database, scope, id, { atOnce })));
  expect((await previewRow(story, id)).result).toEqual(await previewed(story, input));
});

test('dropping one that is counted waits for nothing', async () => {
  const { act, database, scope, brandId, terms, rows } = await open(5);
  const lin = operatorScope(await makeOperator(database, brandId), { brandId, role: 'marketer' });
  const input = { version: 1, ...scaled(terms, 2) };
  const begin = () => database.write(lin, (tx) => beginPreview(tx, input));
  const first = await begin();
  if (!first.ok) throw new Error(JSON.stringify(first.errors));
  let running: Promise<void> | undefined;
  await act(async (tx) => {
    await tx.query('lock table points_programme in access exclusive mode');
    running = runPreview(database, scope, first.value);
    // By now it has read the preview, and stands still amid its last step.
    await until(
      () => rows('select from pg_locks where not granted'),
      (waiting) => waiting.length > 0,
    );
    expect(await begin()).toMatchObject({ ok: true });
    return done(undefined);
  });
  await running;
  expect(await rows('select result from tier_ladder_preview')).toEqual([{ result: null }]);
});

test('operators have one each: another of the same one drops it, with its job', async () => {
  const { database, scope, brandId, terms, rows } = await open(5);
  const input = { version: 1, ...scaled(terms, 2) };
  const begin = async (operatorId: string) => {
    const own = operatorScope(operatorId, { brandId, role: 'marketer' });
    const outcome = await database.write(own, (tx) => beginPreview(tx, input));
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    return outcome.value;
  };
  const [lin, wang] = [await makeOperator(database, brandId), await makeOperator(database, brandId)];
  const first = await begin(lin);
  const other = await begin(wang);
  await Promise.all([first, other].map((id) => runPreview(database, scope, id)));
  const second = await begin(lin);
  const third = await begin(lin);
  expect(
    (await rows<{ id: string }>('select id from tier_ladder_preview')).map(({ id }) => id).sort(),
  ).toEqual([other, third].sort());
  expect(await rows('select status, subject_id from job order by created_at, id')).toEqual([
    { status: 'cancelled', subject_id: first },
    { status: 'queued', subject_id: other },
    { status: 'cancelled', subject_id: second },
    { status: 'queued', subject_id: third },
  ]);
  await runPreview(database, scope, second);
});

test('a brand without tiers, and one without members, have theirs too', async () => {
  const story = await tierStory();
  const tiers = teaLadder.tiers.map((tier) => ({ ...tier, id: null }));
  const input = { version: 0, ...scaled(teaLadder, 1), tiers };
  expect(await previewed(story, input)).toMatchObject({ members: 0, moves: [] });
  const [lin] = await story.sketch([{}]);
  await story.order(lin ?? '', { total: 400_000 });
  expect(await previewed(story, input)).toMatchObject({
    ...{ members: 1, up: 1, down: 0 },
    moves: [{ from: null, to: { name: 'gold', isNew: true }, members: 1, examples: [lin] }],
  });
  expect(await story.database.read(story.scope, loadLadder)).toBeUndefined();
});
