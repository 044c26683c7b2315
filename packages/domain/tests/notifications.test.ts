import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { appoint } from '../src/brand/brand.service.ts';
import { createInvitation, invitationUrl } from '../src/brand/invitation.service.ts';
import { acceptInvitation } from '../src/brand/invitation-accept.service.ts';
import { changeRole, removeSeat } from '../src/brand/seat.service.ts';
import type { Database } from '../src/foundation/database.ts';
import { DomainError } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import { startWorker } from '../src/foundation/job.worker.ts';
import { defineJob, enqueueJob } from '../src/foundation/jobs.ts';
import type { Role } from '../src/foundation/permissions.ts';
import { brandScope, operatorScope, type Scope, systemScope } from '../src/foundation/scope.ts';
import { cancelJob } from '../src/job/job.service.ts';
import { tellOfJob } from '../src/notification/job-notices.service.ts';
import { markRead } from '../src/notification/notification.service.ts';
import { selfScope } from '../src/operator/operator.service.ts';
import { hashPassword } from '../src/operator/password.hash.ts';
import { changePassword } from '../src/operator/password.service.ts';
import { signIn } from '../src/operator/sign-in.service.ts';
import { keepLog, makeBrand, makeOperator, openStory, until, write } from './story.ts';

interface Told {
  kind: string;
  params: Record<string, unknown>;
  target_id: string | null;
  actor_id: string | null;
  brand_id: string | null;
}

const toldTo = (database: Database, operatorId: string, brandId: string | null): Promise<Told[]> =>
  database.read({ ...operatorScope(operatorId, null), brandId }, ({ query }) =>
    query<Told>(
      'select kind, params, target_id, actor_id, brand_id from notification order by created_at, id',
    ),
  );
const kindsOf = async (database: Database, operatorId: string, brandId: string | null) =>
  (await toldTo(database, operatorId, brandId)).map(({ kind }) => kind);

async function openBrand() {
  const story = await openStory();
  const { database } = story;
  const brand = await makeBrand(database);
  const operator = async (role: Role) => {
    const id = await makeOperator(database, brand.id, role);
    return { id, scope: operatorScope(id, { brandId: brand.id, role }) };
  };
  return { ...story, brand, operator };
}

async function work(database: Database, url: string) {
  const importing = defineJob({ name: 'import.run', input: z.object({}), run: async () => undefined });
  const tagging = defineJob({ name: 'member.tag', input: z.object({}), run: async () => undefined });
  const quiet = defineJob({ name: 'test.quiet', input: z.object({}), run: async () => undefined });
  const dying = defineJob({
    name: 'test.dying',
    input: z.object({}),
    run: () => Promise.reject(new DomainError('NOT_FOUND', { noun: 'Import' })),
  });
  const jobs = [importing, tagging, quiet, dying];
  const tuning = { pollSeconds: 0.5, superviseSeconds: 1, heartbeatSeconds: 10 };
  const options = { database, url, log: keepLog(), jobs, mail: null, tuning };
  const worker = await startWorker({ ...options, ended: tellOfJob });
  onTestFinished(() => worker.stop());
}

const ended = (database: Database, scope: Scope) =>
  until(
    () =>
      database.read(scope, ({ query }) =>
        query<{ alive: number }>(`select count(*)::int as alive from job where finished_at is null`),
      ),
    ([row]) => row?.alive === 0,
  );

test('who started a job is told how it ended; of one that died also who may run it again', async () => {
  const { database, url, brand, operator } = await openBrand();
  const [owner, marketer, viewer] = [
    await operator('owner'),
    await operator('marketer'),
    await operator('viewer'),
  ];
  const importId = newId();
  await write(database, viewer.scope, async (tx) => {
    const fileId = newId();
    await tx.query(
      `insert into stored_file (brand_id, id, name, content_type, size, sha256, permissions)
       values ($1, $2, 'orders.csv', 'text/csv', 0, '', '{IMPORT_RUN}')`,
      [brand.id, fileId],
    );
    await tx.query(
      `insert into import (brand_id, id, kind, file_id, file_name, layout, samples_sealed, created_count, failed_count)
       values ($1, $2, 'orders', $3, 'orders.csv', '{}', '', 7, 2)`,
      [brand.id, importId, fileId],
    );
    const subject = { type: 'Import', id: importId };
    const jobId = await enqueueJob(tx, { name: 'import.run', input: {}, subject });
    await tx.query(`update import set job_id = $2, status = 'completed' where id = $1`, [importId, jobId]);
  });
  await work(database, url);
  await ended(database, brand.scope);
  expect(await toldTo(database, viewer.id, brand.id)).toEqual([
    {
      kind: 'import_completed',
      params: { file: 'orders.csv', created: 7, updated: 0, unchanged: 0, failed: 2 },
      target_id: importId,
      actor_id: null,
      brand_id: brand.id,
    },
  ]);

  const tagId = await write(database, viewer.scope, async (tx) => {
    const id = await enqueueJob(tx, { name: 'member.tag', input: {} });
    await tx.query(
      `insert into job_report (brand_id, job_id, total, done_count, failed_count) values ($1, $2, 5, 4, 1)`,
      [brand.id, id],
    );
    await enqueueJob(tx, { name: 'test.quiet', input: {} });
    return id;
  });
  await ended(database, brand.scope);
  expect((await toldTo(database, viewer.id, brand.id)).slice(1)).toMatchObject([
    {
      kind: 'bulk_completed',
      params: { job: 'member.tag', done: 4, unchanged: 0, failed: 1 },
      target_id: tagId,
    },
  ]);
  const exportId = await write(database, viewer.scope, async (tx) => {
    const id = await enqueueJob(tx, { name: 'test.quiet', input: {} });
    await tx.query(
      `insert into job_report (brand_id, job_id, total, done_count, failed_count, file_id)
       select $1, $2, 5, 3, 2, id from stored_file`,
      [brand.id, id],
    );
    return id;
  });
  await ended(database, brand.scope);
  expect((await toldTo(database, viewer.id, brand.id)).slice(2)).toMatchObject([
    { kind: 'export_ready', params: { job: 'test.quiet', done: 3, failed: 2 }, target_id: exportId },
  ]);
  expect(await toldTo(database, owner.id, brand.id)).toEqual([]);

  const deadId = await write(database, viewer.scope, (tx) =>
    enqueueJob(tx, { name: 'test.dying', input: {} }),
  );
  await ended(database, brand.scope);
  for (const { id } of [viewer, owner, marketer]) {
    expect((await toldTo(database, id, brand.id)).at(-1)).toMatchObject({
      kind: 'job_died',
      params: { job: 'test.dying', error: 'NOT_FOUND' },
      target_id: deadId,
    });
  }
  expect(await toldTo(database, owner.id, brand.id)).toHaveLength(1);
});

test('a job that someone else cancelled is told to who started it; one’s own cancelling is not', async () => {
  const { database, brand, operator } = await openBrand();
  const [owner, marketer] = [await operator('owner'), await operator('marketer')];
  database.useJobs({ jobs: [], log: keepLog(), ended: tellOfJob });
  const enqueue = () =>
    write(database, marketer.scope, (tx) => enqueueJob(tx, { name: 'import.run', input: {} }));
  const [theirs, own] = [await enqueue(), await enqueue()];
  await database.write(owner.scope, (tx) => cancelJob(tx, theirs));
  await database.write(marketer.scope, (tx) => cancelJob(tx, own));
  expect(await toldTo(database, marketer.id, brand.id)).toMatchObject([
    { kind: 'job_cancelled', params: { job: 'import.run' }, target_id: theirs, actor_id: owner.id },
  ]);
  expect(await toldTo(database, owner.id, brand.id)).toEqual([]);
});

test('another role is told, and a seat that was taken away, in whatever brand one is then', async () => {
  const { database, brand, operator } = await openBrand();
  const [owner, colleague] = [await operator('owner'), await operator('viewer')];
  const seat = async () => {
    const [row] = await database.read(brand.scope, ({ query }) =>
      query<{ id: string; version: number }>(
        'select id, version from brand_operator where operator_id = $1',
        [colleague.id],
      ),
    );
    if (!row) throw new Error('no seat');
    return row;
  };
  await database.write(owner.scope, async (tx) => changeRole(tx, { ...(await seat()), role: 'analyst' }));
  const { id: seatId } = await seat();
  expect(await toldTo(database, colleague.id, brand.id)).toEqual([
    {
      kind: 'role_changed',
      params: { role: 'analyst', previous: 'viewer' },
      target_id: seatId,
      actor_id: owner.id,
      brand_id: brand.id,
    },
  ]);
  await database.write(owner.scope, (tx) => removeSeat(tx, { id: seatId }));
  expect(await toldTo(database, colleague.id, null)).toMatchObject([
    { kind: 'seat_removed', params: { brand: 'Tea House' }, actor_id: owner.id, brand_id: null },
  ]);
  expect(await toldTo(database, owner.id, brand.id)).toEqual([]);
});

test('an accepted invitation is told to owners and to who invited, the new brand to who joined', async () => {
  const { database, brand, operator } = await openBrand();
  const [owner, manager, viewer] = [
    await operator('owner'),
    await operator('manager'),
    await operator('viewer'),
  ];
  const invited = await database.write(manager.scope, (tx) =>
    createInvitation(tx, { email: 'new@example.com', role: 'analyst', publicUrl: 'https://x.example' }),
  );
  if (!invited.ok) throw new Error('refused');
  const token = invitationUrl(database.keyring, invited.value).split('token=')[1] ?? '';
  const password = 'correct horse battery staple 7';
  const accepted = await acceptInvitation(database, systemScope({ ip: '192.0.2.1' }), {
    token,
    name: 'Chen',
    password,
    session: 'bearer',
    userAgent: null,
  });
  if (!accepted.ok) throw new Error(JSON.stringify(accepted.errors));
  const { operatorId: newcomer } = accepted.value;
  for (const { id } of [owner, manager]) {
    expect(await toldTo(database, id, brand.id)).toMatchObject([
      { kind: 'invitation_accepted', params: { role: 'analyst' }, actor_id: newcomer, brand_id: brand.id },
    ]);
  }
  expect(await toldTo(database, viewer.id, brand.id)).toEqual([]);
  expect(await toldTo(database, newcomer, null)).toMatchObject([
    { kind: 'seat_given', params: { brand: 'Tea House', role: 'analyst' }, target_id: brand.id },
  ]);
});

test('one’s account: a sign-in from a new address and a new password are told, in every brand; the first address is not', async () => {
  const { database, brand, operator } = await openBrand();
  const { id } = await operator('viewer');
  const passwordHash = await hashPassword('the very first password 1');
  const email = `${id}@example.com`;
  await write(database, systemScope(), (tx) =>
    tx.query('insert into operator_credential (operator_id, password_hash) values ($1, $2)', [
      id,
      passwordHash,
    ]),
  );
  const from = async (ip: string) => {
    const wish = { session: 'bearer', userAgent: null } as const;
    const signedIn = await signIn(database, systemScope({ ip }), {
      email,
      password: 'the very first password 1',
      ...wish,
    });
    expect(signedIn.ok).toBe(true);
  };
  await from('192.0.2.1');
  await from('192.0.2.1');
  expect(await toldTo(database, id, null)).toEqual([]);
  await from('198.51.100.7');
  await from('198.51.100.7');
  const told = { kind: 'sign_in_new_address', params: { address: '198.51.100.7' }, target_id: id };
  expect(await toldTo(database, id, brand.id)).toMatchObject([{ ...told, brand_id: null }]);

  const changed = await changePassword(database, selfScope(id), {
    current: 'the very first password 1',
    password: 'another password altogether 2',
    sessionId: null,
  });
  expect(changed.ok).toBe(true);
  expect(await kindsOf(database, id, null)).toEqual(['sign_in_new_address', 'password_changed']);
});

test('nobody sees, marks or deletes what others are told, nor what they are told in another brand', async () => {
  const { database, brand, operator } = await openBrand();
  const [one, other] = [await operator('owner'), await operator('owner')];
  const second = await makeBrand(database, 'Coffee House');
  await write(database, second.scope, (tx) => appoint(tx, { operatorId: one.id, role: 'viewer' }));
  const seat = (brandId: string) => operatorScope(one.id, { brandId, role: 'owner' });
  for (const { id } of [brand, second]) {
    await write(database, brandScope(id), (tx) =>
      tx.query(
        `insert into notification (id, brand_id, operator_id, kind)
         select gen_random_uuid(), $1, operator_id, 'password_changed' from brand_operator where brand_id = $1`,
        [id],
      ),
    );
  }
  expect(await kindsOf(database, one.id, brand.id)).toHaveLength(1);
  expect(await kindsOf(database, one.id, null)).toEqual([]);
  const all = await write(database, systemScope(), (tx) => tx.query('select id from notification'));
  expect(all).toEqual([]);
  const [theirs] = await database.read(other.scope, ({ query }) =>
    query<{ id: string }>('select id from notification'),
  );
  const id = theirs?.id ?? '';
  expect(await database.write(seat(brand.id), (tx) => markRead(tx, { ids: [id] }))).toEqual({
    ok: true,
    value: 0,
  });
  expect(await database.write(seat(brand.id), (tx) => markRead(tx, { upTo: id }))).toEqual({
    ok: true,
    value: 0,
  });
  const gone = await write(database, seat(brand.id), (tx) =>
    tx.query('delete from notification where id = $1 returning id', [id]),
  );
  expect(gone).toEqual([]);
  await expect(
    write(database, seat(brand.id), (tx) =>
      tx.query(`insert into notification (id, operator_id, kind) values ($1, $2, 'password_changed')`, [
        newId(),
        other.id,
      ]),
    ),
  ).rejects.toMatchObject({ code: '42501' });

  const [own] = await database.read(seat(brand.id), ({ query }) =>
    query<{ id: string }>('select id from notification'),
  );
  expect(await database.write(seat(brand.id), (tx) => markRead(tx, { upTo: own?.id ?? '' }))).toEqual({
    ok: true,
    value: 1,
  });
  const unread = await database.read(seat(second.id), ({ query }) =>
    query('select id from notification where read_at is null'),
  );
  expect(unread).toHaveLength(1);
});
