import { describe, expect, test } from 'vitest';
import { type StandingStory, standingStory } from '../../tests/standing-story.ts';
import { makeOperator, until } from '../../tests/story.ts';
import { done } from '../foundation/errors.ts';
import { brandScope } from '../foundation/scope.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { rfmMatrix } from '../rfm/rfm.matrix.service.ts';
import { lifecycleFlow } from '../stage/stage.flow.service.ts';
import { calculateAll } from './standing.calculate.ts';
import { refreshStandingsJob, renewStandingsJob } from './standing.jobs.ts';
import { previewSettings } from './standing.preview.service.ts';
import { refresh } from './standing.refresh.ts';
import { beginCalculation, updateSettings } from './standing.service.ts';
import { loadSettings } from './standing.settings.store.ts';
import { lockStandings } from './standing.write.ts';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);

/** Who stands where, without when that was found out. */
async function standings({ rows }: StandingStory) {
  return await rows<{ member_id: string; cell: number | null; stage: string; spent_minor: string }>(
    'select member_id, cell, stage, spent_minor from member_standing order by member_id',
  );
}

async function changesOf({ rows }: StandingStory, memberId: string) {
  const all = await rows<{ from_stage: string | null; to_stage: string | null }>(
    'select from_stage, to_stage from member_stage_change where member_id = $1 order by at',
    [memberId],
  );
  return all.map(({ from_stage: from, to_stage: to }) => `${from}>${to}`);
}

/** Ten members, each with as many orders as their number. */
async function tea() {
  const story = await standingStory();
  const ids = await story.sketch(Array.from({ length: 10 }, (_, n) => ({ joinedAt: ago(100 - n * 11) })));
  for (const [n, id] of ids.entries())
    for (let order = 0; order < n; order++) await story.order(id, { placedAt: ago(95 - n * 8 + order) });
  return { ...story, ids };
}

describe('members whose orders change', () => {
  test('are scored anew by the cut points that are there, as a calculation by the same would', async () => {
    const story = await tea();
    const { database, scope, ids, rows } = story;
    await calculateAll(database, scope);
    await refresh(database, scope);
    const cuts = await rows('select recency, frequency, monetary from standing_calculation');
    // One of ten: fewer than a fifth.
    for (let n = 0; n < 5; n++) await story.order(ids[1] ?? '', { total: 90_000 });
    expect(await refresh(database, scope)).toBe(1);
    expect(await rows('select recency, frequency, monetary from standing_calculation')).toEqual(cuts);
    const incremental = await standings(story);
    expect(incremental.find(({ member_id: id }) => id === ids[1])?.cell).toBe(535);
    await rows('delete from member_standing');
    await rows('insert into standing_due (brand_id, member_id) select brand_id, id from member');
    await rows('update standing_calculation set scored = 1000');
    await refresh(database, scope);
    expect(await standings(story)).toEqual(incremental);
    expect(await rows('select from standing_due')).toEqual([]);
  });

  test('pull the cut points after them where a fifth of them changed', async () => {
    const story = await tea();
    const { database, scope, ids, rows } = story;
    await calculateAll(database, scope);
    await refresh(database, scope);
    const before = await rows('select frequency from standing_calculation');
    for (const id of ids.slice(0, 4)) for (let n = 0; n < 20; n++) await story.order(id);
    await refresh(database, scope);
    expect(await rows('select frequency from standing_calculation')).not.toEqual(before);
    const after = await standings(story);
    await calculateAll(database, scope);
    expect(await standings(story)).toEqual(after);
  });

  test('have no scores any more when their last order is cancelled, and a stage all the same', async () => {
    const story = await tea();
    const { database, scope, ids, rows } = story;
    await calculateAll(database, scope);
    await rows(`update "order" set status = 'cancelled' where member_id = $1`, [ids[2]]);
    await refresh(database, scope);
    const of = (await standings(story)).find(({ member_id: id }) => id === ids[2]);
    expect(of).toMatchObject({ cell: null, stage: 'growing', spent_minor: '0' });
  });

  test('are told the same whether it is done once, twice, or by two at once', async () => {
    const story = await tea();
    const { database, scope, rows } = story;
    await calculateAll(database, scope);
    const once = await standings(story);
    const changes = await rows('select * from member_stage_change order by id');
    const scoredAt = await rows('select member_id, scored_at from member_standing order by 1');
    await Promise.all([
      calculateAll(database, scope),
      calculateAll(database, scope),
      refresh(database, scope),
    ]);
    expect(await standings(story)).toEqual(once);
    expect(await rows('select * from member_stage_change order by id')).toEqual(changes);
    expect(await rows('select member_id, scored_at from member_standing order by 1')).toEqual(scoredAt);
  });
});

test('orders may be written while all is calculated: what stands in the end is what the orders say', async () => {
  const story = await standingStory();
  const { database, scope, brandId, rows } = story;
  const ids = await story.sketch(Array.from({ length: 300 }, (_, n) => ({ joinedAt: ago(n) })));
  for (const id of ids) await story.order(id, { placedAt: ago(1) });
  let writing = true;
  const writers = Array.from({ length: 4 }, async (_, w) => {
    for (let n = 0; writing; n++) {
      const id = ids[(n * 7 + w * 31) % ids.length] ?? '';
      await database.write(scope, async (tx) => {
        await tx.query(
          `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
           values ($1, gen_random_uuid(), $2, gen_random_uuid()::text, 'paid', 'CNY', $3, now() - $4 * interval '1 hour')`,
          [brandId, id, 100 * (n % 50), (n * 13) % 2000],
        );
        // Held for a while, so that portions and refreshments run into it.
        await tx.query('select pg_sleep(0.005)');
        return done(undefined);
      });
    }
  });
  for (let round = 0; round < 6; round++)
    await Promise.all([calculateAll(database, scope), refresh(database, scope)]);
  writing = false;
  await Promise.all(writers);
  await refresh(database, scope);
  const found = await standings(story);
  expect(found).toHaveLength(300);
  // By the same cut points, from nothing.
  await rows('delete from member_standing');
  await rows('insert into standing_due (brand_id, member_id) select brand_id, id from member');
  await rows('update standing_calculation set scored = 100000');
  await refresh(database, scope);
  expect(await standings(story)).toEqual(found);
  expect(
    await rows(
      'select m.id from member m join member_standing s on s.member_id = m.id where s.spent_minor <> m.spent_minor',
    ),
  ).toEqual([]);
}, 60_000);

test('whoever writes standings waits for another who does: none writes over what is newer', async () => {
  const story = await tea();
  const { database, scope, ids, act, rows } = story;
  await calculateAll(database, scope);
  await refresh(database, scope);
  await story.order(ids[1] ?? '');
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: locked, resolve: hold } = Promise.withResolvers<void>();
  const ended: string[] = [];
  const holding = act(async (tx) => {
    await lockStandings(tx);
    hold();
    await gate;
    ended.push('the first');
    return done(undefined);
  });
  await locked;
  const others = [
    refresh(database, scope),
    calculateAll(database, scope),
    act((tx) => mergeMembers(tx, { keptId: ids[8] ?? '', mergedId: ids[2] ?? '' })),
  ].map((other) => other.then(() => ended.push('another')));
  const waiting = () =>
    rows<{ n: number }>(
      "select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted",
    );
  await until(
    async () => (await waiting())[0]?.n,
    (n) => n === 3,
  );
  open();
  await Promise.all([holding, ...others]);
  expect(ended).toEqual(['the first', 'another', 'another', 'another']);
});

describe('a member who is merged', () => {
  test('leaves at once, the kept one is told anew, and undoing brings both back', async () => {
    const story = await tea();
    const { database, scope, ids, act } = story;
    await calculateAll(database, scope);
    await refresh(database, scope);
    const before = await standings(story);
    const [keptId = '', mergedId = ''] = [ids[8], ids[2]];
    const merge = await act((tx) => mergeMembers(tx, { keptId, mergedId }));
    const left = await standings(story);
    expect(left.map(({ member_id: id }) => id)).toEqual(ids.filter((id) => id !== mergedId));
    expect((await changesOf(story, mergedId)).at(-1)).toBe('growing>null');
    await refresh(database, scope);
    const kept = (await standings(story)).find(({ member_id: id }) => id === keptId);
    expect(kept?.spent_minor).toBe('100000');
    await act((tx) => undoMerge(tx, { id: merge.id }));
    await refresh(database, scope);
    await calculateAll(database, scope);
    expect(await standings(story)).toEqual(before);
    expect((await changesOf(story, mergedId)).slice(-2)).toEqual(['growing>null', 'null>growing']);
  });

  test('is not brought back by a calculation that is under way', async () => {
    const story = await tea();
    const { database, scope, ids, act } = story;
    await calculateAll(database, scope);
    const calculating = [0, 1, 2].map(() => calculateAll(database, scope));
    const pairs = [0, 2, 4].map((n) => [ids[n] ?? '', ids[n + 1] ?? ''] as const);
    await Promise.all([
      ...calculating,
      ...pairs.map(([keptId, mergedId]) => act((tx) => mergeMembers(tx, { keptId, mergedId }))),
    ]);
    expect(await standings(story)).toHaveLength(7);
    await refresh(database, scope);
    expect(await standings(story)).toHaveLength(7);
  });
});

describe('stages', () => {
  test('have the history that they would have had, from the first member on', async () => {
    const story = await standingStory();
    const { database, scope } = story;
    const [away = '', loyal = '', late = ''] = await story.sketch([
      { joinedAt: ago(400) },
      { joinedAt: ago(300) },
      { joinedAt: ago(3) },
    ]);
    await story.order(away, { placedAt: ago(200) });
    for (let n = 0; n < 10; n++) await story.order(loyal, { placedAt: ago(300 - n * 30) });
    await calculateAll(database, scope);
    expect(await changesOf(story, away)).toEqual([
      'null>new',
      'new>growing',
      'growing>dormant',
      'dormant>mature',
      'mature>dormant',
    ]);
    expect(await changesOf(story, loyal)).toEqual(['null>new', 'new>growing', 'growing>mature']);
    expect(await changesOf(story, late)).toEqual(['null>new']);
    const now = await standings(story);
    expect(now.map(({ stage }) => stage)).toEqual(['dormant', 'mature', 'new']);
    await story.order(away);
    await refresh(database, scope);
    expect((await changesOf(story, away)).at(-1)).toBe('dormant>mature');
  });

  test('flow: what is in each at the end of a week is what was there before, and what has come and gone', async () => {
    const story = await tea();
    const { database, scope, ids, act } = story;
    await calculateAll(database, scope);
    await act((tx) => mergeMembers(tx, { keptId: ids[8] ?? '', mergedId: ids[2] ?? '' }));
    await refresh(database, scope);
    const outcome = await database.read(scope, (tx) => lifecycleFlow(tx, 20));
    const flow = outcome.ok ? outcome.value : [];
    expect(flow).toHaveLength(20);
    const counted = new Map<string | null, number>();
    for (const { moves, stages } of flow) {
      for (const { from, to, members } of moves) {
        counted.set(from, (counted.get(from) ?? 0) - members);
        counted.set(to, (counted.get(to) ?? 0) + members);
      }
      for (const { stage, members } of stages) expect(members).toBe(counted.get(stage) ?? 0);
    }
    expect(flow.at(-1)?.stages.reduce((sum, { members }) => sum + members, 0)).toBe(9);
    for (const weeks of [0, 105, 1.5]) {
      const refused = await database.read(scope, (tx) => lifecycleFlow(tx, weeks));
      expect(refused).toMatchObject({ ok: false, errors: [{ code: 'OUT_OF_RANGE' }] });
    }
  });
});

test('the matrix counts each member once, and so do its groups; of two dimensions as of any other', async () => {
  const story = await tea();
  const { database, scope } = story;
  await calculateAll(database, scope);
  for (const [rows, columns] of [
    ['recency', 'frequency'],
    ['monetary', 'recency'],
  ] as const) {
    const matrix = await database.read(scope, (tx) => rfmMatrix(tx, rows, columns));
    expect(matrix.members).toBe(9);
    expect(matrix.cells).toHaveLength(25);
    expect(matrix.cells.reduce((sum, { members }) => sum + members, 0)).toBe(9);
    expect(matrix.groups.reduce((sum, { members }) => sum + members, 0)).toBe(9);
    expect(matrix.cells.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    // 45 orders of 100.00 each, over nine members.
    expect(matrix.averageSpentMinor).toBe('50000');
  }
});

describe('settings', () => {
  test('are refused whole, changed with their version, recorded, and followed by a calculation', async () => {
    const story = await tea();
    const { database, scope, act, rows } = story;
    const codes = async (changes: Parameters<typeof updateSettings>[1]) => {
      const outcome = await database.write(scope, (tx) => updateSettings(tx, changes));
      return outcome.ok ? [] : outcome.errors.map(({ code, field }) => `${code} ${field}`);
    };
    expect(
      await codes({
        version: 1,
        recencyDays: [1, 2, 2, 3],
        frequencyOrders: [0, 1, 2, 3],
        newDays: 90,
        dormantDays: 0,
      }),
    ).toEqual([
      'CUT_POINTS_INVALID recencyDays',
      'OUT_OF_RANGE frequencyOrders',
      'OUT_OF_RANGE dormantDays',
      'STAGE_DAYS_INVALID growingDays',
    ]);
    expect(await codes({ version: 1, monetaryAmounts: ['1', '2', '3'] })).toEqual([
      'CUT_POINTS_INVALID monetaryAmounts',
    ]);
    expect(await codes({ version: 1, monetaryAmounts: ['0.001', '2', '3', '4'] })).toEqual([
      'AMOUNT_INVALID monetaryAmounts',
    ]);
    expect(await codes({ version: 2 })).toEqual(['VERSION_OUTDATED version']);
    expect(await rows('select from standing_setting')).toEqual([]);
    const { jobId: job } = await act((tx) =>
      updateSettings(tx, { version: 1, method: 'threshold', newDays: 3 }),
    );
    expect(await act((tx) => updateSettings(tx, { version: 2, dormantDays: 30 }))).toMatchObject({
      jobId: job,
      version: 3,
    });
    const { settings, version } = await database.read(scope, loadSettings);
    expect(settings).toMatchObject({ method: 'threshold', newDays: 3, growingDays: 90, dormantDays: 30 });
    expect(version).toBe(3);
    const audited = await rows('select action from audit_event where brand_id is not null order by seq');
    expect(audited.map(({ action }: { action?: string }) => action)).toEqual([
      'standing_setting.update',
      'standing.calculate',
      'standing_setting.update',
    ]);
  });

  test('of two changes at once one is refused', async () => {
    const { database, scope } = await tea();
    const change = (newDays: number) =>
      database.write(scope, (tx) => updateSettings(tx, { version: 1, newDays }));
    const outcomes = await Promise.all([1, 2, 3].map(change));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('can be tried before: what the preview counts is what comes of it', async () => {
    const story = await tea();
    const { database, scope, act, rows } = story;
    const changes = { method: 'threshold', frequencyOrders: [2, 4, 6, 8], dormantDays: 20 } as const;
    const outcome = await database.read(scope, (tx) =>
      previewSettings(tx, { ...changes, frequencyOrders: [...changes.frequencyOrders] }),
    );
    const preview = outcome.ok ? outcome.value : undefined;
    expect(await rows('select from member_standing')).toEqual([]);
    await act((tx) =>
      updateSettings(tx, { version: 1, ...changes, frequencyOrders: [...changes.frequencyOrders] }),
    );
    await calculateAll(database, scope);
    const matrix = await database.read(scope, (tx) => rfmMatrix(tx, 'recency', 'frequency'));
    expect(preview?.groups).toEqual(matrix.groups.map(({ group, members }) => ({ group, members })));
    const stages = await rows<{ stage: string; members: number }>(
      'select stage, count(*)::int as members from member_standing group by stage',
    );
    expect(preview?.stages.filter(({ members }) => members > 0)).toEqual(expect.arrayContaining(stages));
    expect(preview?.scores.frequency.map(({ members }) => members)).toEqual([1, 2, 2, 2, 2]);
    expect(preview).toMatchObject({ members: 10, scored: 9 });
  });
});

test('one calculation at a time is asked for in a brand', async () => {
  const { database, scope, brandId } = await tea();
  const operatorId = await makeOperator(database, brandId);
  const asked = { ...scope, ...brandScope(brandId, { actor: { kind: 'operator', id: operatorId } }) };
  const outcomes = await Promise.all([1, 2, 3].map(() => database.write(asked, beginCalculation)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ errors: [{ code: 'STANDINGS_BEING_CALCULATED' }] });
});

test('every brand is renewed once a day, and refreshed when something is due', async () => {
  const story = await tea();
  const { database, rows, ids } = story;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const run = (job: typeof renewStandingsJob) =>
    job.run({
      database,
      scope: story.scope,
      input: {},
      jobId: null,
      attempt: 1,
      signal: new AbortController().signal,
      progress: () => undefined,
      log,
    });
  const begun = async () =>
    (await rows<{ begun_at: Date }>('select begun_at from standing_calculation'))[0]?.begun_at;
  await run(renewStandingsJob);
  const first = await begun();
  expect(first).toBeInstanceOf(Date);
  await run(renewStandingsJob);
  expect(await begun()).toEqual(first);
  await rows('update standing_calculation set day = day - 1');
  await run(renewStandingsJob);
  const second = await begun();
  expect(second).not.toEqual(first);
  // As in a brand that has moved to the west: there it is the day before once more.
  await rows('update standing_calculation set day = day + 1');
  await run(renewStandingsJob);
  expect(await begun()).not.toEqual(second);
  await run(refreshStandingsJob);
  expect(await rows('select from standing_due')).toEqual([]);
  await story.order(ids[0] ?? '');
  await run(refreshStandingsJob);
  expect((await standings(story)).find(({ member_id: id }) => id === ids[0])?.cell).toBeGreaterThan(0);
});
