import { expect, test } from 'vitest';
import { newId } from '../src/foundation/ids.ts';
import { systemScope } from '../src/foundation/scope.ts';
import { liveThrough, purgeLive } from '../src/live/live.service.ts';
import { makeBrand, openStory, write } from './story.ts';

test('however much others have told, telling of a change walks over none of it', async () => {
  const { database, admin } = await openStory();
  const [own, other] = [await makeBrand(database), await makeBrand(database)];
  // Enough of one's own, earlier, that a search would be expected to be short.
  for (const { id } of [own, other])
    await admin.query(
      `insert into live_event (id, brand_id, topic)
       select nextval('live_event_id'), $1, 'job' from generate_series(1, 5000)`,
      [id],
    );
  await admin.query('analyze live_event');
  const [job, another] = [newId(), newId()];
  const walked = await write(database, own.scope, async ({ query, brandId }) => {
    for (const subject of [job, job, another])
      await query(`select kolony.publish('job', $1, null, $2)`, [brandId, subject]);
    // Entries of its indexes, and how often the table itself was walked.
    const [row] = await query<{ count: number }>(
      `select (pg_stat_get_xact_numscans('live_event'::regclass)
         + sum(pg_stat_get_xact_tuples_returned(indexrelid)))::int as count
       from pg_index where indrelid = 'live_event'::regclass`,
    );
    return row?.count;
  });
  expect(walked).toBeLessThan(10);
  const { rows } = await admin.query(
    'select subject_id from live_event where brand_id = $1 and subject_id is not null order by id',
    [own.id],
  );
  // What is told twice in a row is told once.
  expect(rows.map(({ subject_id }) => subject_id)).toEqual([job, another]);
});

test('however much was told already, to oneself or to others, beginning a stream walks over none of it', async () => {
  const { database, admin } = await openStory();
  const [own, other] = [await makeBrand(database), await makeBrand(database)];
  for (const { id } of [own, other])
    await admin.query(
      `insert into live_event (id, brand_id, topic)
       select nextval('live_event_id'), $1, 'job' from generate_series(1, 10000)`,
      [id],
    );
  await admin.query('analyze live_event');
  const beginning = await database.read(own.scope, async (tx) => {
    const cursor = await liveThrough(tx);
    const [row] = await tx.query<{ count: number }>(
      `select (pg_stat_get_xact_tuples_returned('live_event'::regclass)
         + sum(pg_stat_get_xact_tuples_returned(indexrelid)))::int as count
       from pg_index where indrelid = 'live_event'::regclass`,
    );
    return { cursor, walked: row?.count };
  });
  expect(beginning.cursor).toBe('20000');
  expect(beginning.walked).toBeLessThan(10);
  // Nor does it fall back where all of it was purged.
  await admin.query(`update live_event set created_at = now() - interval '61 minutes'`);
  expect(await write(database, systemScope(), purgeLive)).toBe(20_000);
  expect(await database.read(own.scope, liveThrough)).toBe('20000');
});

test('a stream does not begin behind what is written but not committed yet', async () => {
  const { database, admin } = await openStory();
  const { id, scope } = await makeBrand(database);
  await admin.query('begin');
  await admin.query(`select kolony.publish('job', $1, null, $2)`, [id, newId()]);
  expect(await database.read(scope, liveThrough)).toBe('0');
  await admin.query('commit');
  expect(await database.read(scope, liveThrough)).toBe('1');
});
