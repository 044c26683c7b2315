import { expect, onTestFinished, test } from 'vitest';
import { Replica } from '../src/foundation/replica.ts';
import { openStory, until } from './story.ts';

test('a replica that breaks off in the middle of a query fails that query, and nothing else', async () => {
  const { url, admin } = await openStory();
  const replica = new Replica(url, 2, undefined);
  onTestFinished(() => replica.close());
  const asked = async (text: string) => {
    const client = await replica.pool.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      client.release();
    }
  };
  const slow = 'select pg_sleep(60)';
  const sql = { text: `${slow}, 1 as one`, values: [] };
  const scope = 'set local work_mem = 4096';
  const underWay = [asked(slow), replica.oneStatement.run({ scope, sql })];
  const ended = Promise.allSettled(underWay);
  await until(
    () =>
      admin.query(
        `select from pg_stat_activity where application_name = 'kolony-replica' and datname = current_database()
           and wait_event = 'PgSleep'`,
      ),
    ({ rows }) => rows.length === 2,
  );
  const uncaught: unknown[] = [];
  const note = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtExceptionMonitor', note);
  onTestFinished(() => void process.off('uncaughtExceptionMonitor', note));
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'kolony-replica' and datname = current_database()`,
  );
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  // The pool may not have noticed yet that a connection has ended.
  await until(
    () => asked('select 1 as one').catch(() => []),
    ([row]) => row?.one === 1,
  );
  expect(uncaught).toEqual([]);
});
