import { expect, onTestFinished, test } from 'vitest';
import { JobClaims } from '../src/foundation/job.claims.ts';
import { Listener } from '../src/foundation/listener.ts';
import { keepLog, openStory } from './story.ts';

const locks = `select count(*)::int as n from pg_locks l where l.locktype = 'advisory' and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database())`;

test('a job that is taken while the session is lost is locked once, and free when it is given back', async () => {
  const { admin, url } = await openStory();
  const [listener, other] = [await Listener.open(url, keepLog()), await Listener.open(url, keepLog())];
  onTestFinished(async () => {
    await listener.close();
    await other.close();
  });
  const claims = new JobClaims(listener);
  const overtaken = new Promise<string[]>((resolve, reject) => {
    const again = () => claims.holdAgain().then(resolve, reject);
    listener.listen('unused', () => undefined, again).catch(reject);
  });
  expect(await claims.hold('held')).toBe(true);
  const [session] = await listener.query<{ pid: number }>('select pg_backend_pid() as pid');
  await admin.query('select pg_terminate_backend($1)', [session?.pid]);
  expect(await claims.hold('taken')).toBe(true);
  expect(await overtaken).toEqual([]);
  const others = new JobClaims(other);
  expect([await others.hold('held'), await others.hold('taken')]).toEqual([false, false]);
  await claims.release('held');
  await claims.release('taken');
  expect((await admin.query(locks)).rows).toEqual([{ n: 0 }]);
  expect([await others.hold('held'), await others.hold('taken')]).toEqual([true, true]);
});
