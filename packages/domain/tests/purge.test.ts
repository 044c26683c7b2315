import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../src/foundation/database.ts';
import { newId } from '../src/foundation/ids.ts';
import { enqueueJob } from '../src/foundation/jobs.ts';
import { operatorScope, type Scope, systemScope } from '../src/foundation/scope.ts';
import { cancelJob } from '../src/job/job.service.ts';
import { createMember } from '../src/member/member.service.ts';
import { createMemberClient } from '../src/member-access/client.service.ts';
import { openDevice } from '../src/member-access/device.service.ts';
import { startWorker } from '../src/worker.ts';
import { keepLog, makeBrand, makeOperator, openStory, until, write } from './story.ts';

async function purge(database: Database, url: string): Promise<Record<string, number>> {
  const log = keepLog();
  const worker = await startWorker({ database, url, log, mail: { from: '' } });
  onTestFinished(() => worker.stop());
  await write(database, systemScope(), async (tx) =>
    tx.emit('job.run', { name: 'brand.purge', jobId: null, run: 1, input: {} }),
  );
  const line = await until(
    async () => log.lines.find(({ message }) => message === 'expired rows are deleted'),
    (found) => found !== undefined,
  );
  return line && 'purged' in line.fields ? Object(line.fields.purged) : {};
}

const texts = async (database: Database, scope: Scope, sql: string) =>
  (await database.read(scope, ({ query }) => query<{ text: string }>(sql))).map(({ text }) => text);

test('jobs that ended long ago go with what they hold, dead ones later; what the audit log says stays', async () => {
  const { database, url, admin } = await openStory();
  const brands = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  const ages = { completed: [89, 91], cancelled: [89, 91], dead: [179, 181], queued: [400], retrying: [400] };
  for (const { id: brandId, scope } of brands) {
    await write(database, scope, async (tx) => {
      for (const [status, days] of Object.entries(ages)) {
        for (const age of days) {
          const [jobId, fileId] = [newId(), newId()];
          await tx.query(
            `insert into job (brand_id, id, name, status, created_at, finished_at)
             values ($1, $2, $3, $4, now() - make_interval(days => $5),
               case when $4 in ('completed', 'cancelled', 'dead') then now() - make_interval(days => $5) end)`,
            [brandId, jobId, `${status} ${age}`, status, age],
          );
          await tx.query(
            `insert into stored_file (brand_id, id, name, content_type, size, sha256, permissions)
             values ($1, $2, $3, 'text/csv', 0, '', '{IMPORT_RUN}')`,
            [brandId, fileId, `${status} ${age}`],
          );
          await tx.query('insert into job_report (brand_id, job_id, file_id) values ($1, $2, $3)', [
            brandId,
            jobId,
            fileId,
          ]);
          await tx.query(
            'insert into job_batch (brand_id, job_id, position, record_ids) values ($1, $2, 0, $3)',
            [brandId, jobId, []],
          );
        }
      }
      const cancelled = await enqueueJob(tx, { name: 'mail.send', input: {} });
      await cancelJob(tx, cancelled);
      await tx.query(`update job set finished_at = now() - interval '91 days' where id = $1`, [cancelled]);
    });
  }
  await admin.query(`update stored_file set created_at = now() - interval '2 days'`);
  expect(await purge(database, url)).toMatchObject({ jobs: 8, uploads: 0 });
  for (const { scope } of brands) {
    const kept = ['cancelled 89', 'completed 89', 'dead 179', 'queued 400', 'retrying 400'];
    expect(await texts(database, scope, 'select name as text from job order by name')).toEqual(kept);
    expect(await texts(database, scope, 'select job_id::text as text from job_report')).toHaveLength(5);
    expect(
      await texts(database, scope, `select action as text from audit_event where subject_type = 'Job'`),
    ).toEqual(['job.cancel']);
  }
});

test('notifications go 90 days after they were read, unread ones after a year; of accounts too', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const operatorId = await makeOperator(database, brand.id);
  const ages = { 'read 89': [200, 89], 'read 91': [200, 91], 'unread 364': [364], 'unread 366': [366] };
  for (const brandId of [brand.id, null]) {
    await write(database, brandId ? brand.scope : systemScope(), async (tx) => {
      for (const [kind, [created, read]] of Object.entries(ages)) {
        await tx.query(
          `insert into notification (id, brand_id, operator_id, kind, created_at, read_at)
           values ($1, $2, $3, $4, now() - make_interval(days => $5), now() - make_interval(days => $6))`,
          [newId(), brandId, operatorId, kind, created, read ?? null],
        );
      }
    });
  }
  expect(await purge(database, url)).toMatchObject({ notifications: 2, accountNotifications: 2 });
  const own = operatorScope(operatorId, { brandId: brand.id, role: 'owner' });
  expect(await texts(database, own, 'select kind as text from notification order by kind')).toEqual([
    'read 89',
    'read 89',
    'unread 364',
    'unread 364',
  ]);
});

test('sign-ins of members go when they have run out, codes a day after', async () => {
  const { database, url } = await openStory();
  const { id: brandId, scope } = await makeBrand(database);
  await write(database, scope, async (tx) => {
    const member = await createMember(tx, { displayName: 'Lin' });
    const client = await createMemberClient(tx, { kind: 'mobile', name: 'App' });
    if (!member.ok || !client.ok) throw new Error('refused');
    for (const [name, days] of [
      ['over', -1],
      ['open', 1],
    ] as const) {
      await openDevice(tx, { memberId: member.value, clientId: client.value, name });
      await tx.query(
        'update member_device set expires_at = now() + make_interval(days => $2) where name = $1',
        [name, days],
      );
    }
    for (const hours of [-25, -23, 1]) {
      await tx.query(
        `insert into member_code (brand_id, phone_lookup, code_hash, expires_at)
         values ($1, $2, '', now() + make_interval(hours => $3))`,
        [brandId, Buffer.from(String(hours)), hours],
      );
    }
  });
  expect(await purge(database, url)).toMatchObject({ memberDevices: 1, memberCodes: 1 });
  expect(await texts(database, scope, 'select name as text from member_device')).toEqual(['open']);
});

test('previews of ladders go after a day', async () => {
  const { database, url } = await openStory();
  const { id: brandId, scope } = await makeBrand(database);
  await write(database, scope, async (tx) => {
    for (const hours of [23, 25])
      await tx.query(
        `insert into tier_ladder_preview (brand_id, id, version, ladder, at_once, benefits, job_id, created_at)
         values ($1, $2, $3, '{}', false, '[]', $2, now() - make_interval(hours => $3))`,
        [brandId, newId(), hours],
      );
  });
  expect(await purge(database, url)).toMatchObject({ ladderPreviews: 1 });
  expect(await texts(database, scope, 'select version::text as text from tier_ladder_preview')).toEqual([
    '23',
  ]);
});
