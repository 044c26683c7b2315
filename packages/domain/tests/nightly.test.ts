import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../src/foundation/database.ts';
import { done } from '../src/foundation/errors.ts';
import { idempotent } from '../src/foundation/idempotency.ts';
import { newId } from '../src/foundation/ids.ts';
import { type Scope, systemScope } from '../src/foundation/scope.ts';
import { schedules, startWorker } from '../src/worker.ts';
import { keepLog, makeBrand, openStory, until, write } from './story.ts';

async function runNow(database: Database, url: string, name: string) {
  const log = keepLog();
  const worker = await startWorker({ database, url, log, mail: { from: '' } });
  onTestFinished(() => worker.stop());
  await write(database, systemScope(), async (tx) =>
    tx.emit('job.run', { name, jobId: null, run: 1, input: {} }),
  );
  return log;
}

const count = async (database: Database, scope: Scope, table: string) => {
  const [row] = await database.read(scope, ({ query }) =>
    query<{ n: number }>(`select count(*)::int as n from ${table}`),
  );
  return row?.n;
};

test('what brands have no more use for is deleted, and nothing else', async () => {
  const { database, url, admin } = await openStory();
  const brands = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  const used = newId();
  for (const { id, scope } of brands) {
    for (const key of ['old', 'new']) {
      await database.write(scope, (tx) =>
        idempotent(tx, { key, operation: 'x', input: 1 }, async () => done(1)),
      );
    }
    for (const file of ['old', 'used', 'new']) {
      const fileId = file === 'used' && id === brands[0]?.id ? used : newId();
      await write(database, scope, (tx) =>
        tx.query(
          `insert into stored_file (brand_id, id, name, content_type, size, sha256, permissions) values ($1, $2, $3, 'text/csv', 0, '', '{IMPORT_RUN}')`,
          [id, fileId, file],
        ),
      );
    }
  }
  const first = brands[0];
  if (!first) throw new Error('no brand');
  await write(database, first.scope, (tx) =>
    tx.query(
      `insert into import (brand_id, id, kind, file_id, file_name, layout, samples_sealed)
       values ($1, $2, 'members', $3, 'used', '{}', $4)`,
      [first.id, newId(), used, tx.keyring.seal('[]', 'import.samples_sealed', first.id)],
    ),
  );
  await admin.query(`update idempotency_key set created_at = now() - interval '25 hours' where key = 'old'`);
  await admin.query(`update stored_file set created_at = now() - interval '8 days' where name <> 'new'`);

  const log = await runNow(database, url, 'brand.purge');
  const line = await until(
    async () => log.lines.find(({ message }) => message === 'expired rows are deleted'),
    (found) => found !== undefined,
  );
  expect(line?.fields).toMatchObject({ purged: { idempotencyKeys: 2, uploads: 3 } });
  expect(await count(database, first.scope, 'idempotency_key')).toBe(1);
  expect(await count(database, first.scope, 'stored_file')).toBe(2);
});

test('a broken chain of any brand, or of the installation, is said loudly and noted in it', async () => {
  const { database, url, admin } = await openStory();
  const [whole, broken] = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  for (const scope of [whole.scope, broken.scope, systemScope()]) {
    for (let i = 0; i < 3; i++) {
      await write(database, scope, async (tx) => tx.audit({ action: 'x.y', subjectType: 'X', changes: [] }));
    }
  }
  await admin.query('set session_replication_role = replica');
  await admin.query(`update audit_event set action = 'z' where seq = 2 and brand_id = $1`, [broken.id]);
  await admin.query('delete from audit_event where seq = 3 and brand_id is null');

  const log = await runNow(database, url, 'audit.verify');
  await until(
    async () => log.lines.find(({ message }) => message === 'the audit chains are checked'),
    (found) => found !== undefined,
  );
  const alarms = log.lines.filter(({ level, message }) => level === 'error' && message.includes('BROKEN'));
  expect(alarms.map(({ fields }) => fields)).toMatchObject([
    { brandId: null, brokenAt: 3 },
    { brandId: broken.id, events: 3, brokenAt: 2 },
  ]);
  const [note] = await database.read(broken.scope, ({ query }) =>
    query('select action, changes from audit_event order by seq desc limit 1'),
  );
  expect(note).toMatchObject({ action: 'audit.broken', changes: [{ after: { events: 3, brokenAt: 2 } }] });
  expect(await count(database, whole.scope, 'audit_event')).toBe(3);
  // The end of the whole one stands in the log, and sealed beside it; of the broken ones nothing is sealed.
  const ends = log.lines.filter(({ message }) => message === 'the audit chain is whole up to this event');
  const { rows } = await admin.query(
    `select s.brand_id as "brandId", s.seq::int as seq, encode(e.hash, 'hex') as hash
     from audit_seal s join audit_event e on e.brand_id = s.brand_id and e.seq = s.seq`,
  );
  expect(rows).toEqual([{ brandId: whole.id, seq: 3, hash: expect.any(String) }]);
  expect(ends.map(({ fields }) => fields)).toMatchObject(rows);
});

test('that no earlier seal of a chain is left is said, unless the chain is new', async () => {
  const { database, url, admin } = await openStory();
  const brands = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  for (const { scope } of brands) {
    await write(database, scope, async (tx) => tx.audit({ action: 'x.y', subjectType: 'X', changes: [] }));
  }
  const [old] = brands;
  await admin.query('set session_replication_role = replica');
  await admin.query(`update audit_event set at = now() - interval '3 days' where brand_id = $1`, [old?.id]);
  await admin.query('update audit_event e set hash = kolony.audit_hash(e)');
  await admin.query('update audit_head h set hash = e.hash from audit_event e where e.brand_id = h.brand_id');
  const log = await runNow(database, url, 'audit.verify');
  await until(
    async () => log.lines.find(({ message }) => message === 'the audit chains are checked'),
    (found) => found !== undefined,
  );
  const warnings = log.lines.filter(({ message }) => message.startsWith('no seal of an earlier check'));
  expect(warnings.map(({ fields }) => fields)).toMatchObject([{ brandId: old?.id, seq: 1 }]);
});

test('the schedules are kept by the queue, and one that was taken out of the build is taken out there', async () => {
  const { database, url, admin } = await openStory();
  const start = async () => await startWorker({ database, url, log: keepLog(), mail: { from: '' } });
  await (await start()).stop();
  await admin.query(
    `insert into pgboss.schedule (name, cron, timezone) values ('brand.purge', '* * * * *', 'UTC')
     on conflict (name, key) do update set cron = excluded.cron`,
  );
  await (await start()).stop();
  const { rows } = await admin.query('select name, cron, timezone from pgboss.schedule order by name');
  const wanted = schedules.map(({ name, cron }) => ({ name, cron, timezone: 'Asia/Shanghai' }));
  expect(rows).toEqual(wanted.sort((a, b) => (a.name < b.name ? -1 : 1)));
});
