import { expect, test } from 'vitest';
import { createInvitation } from '../src/brand/invitation.service.ts';
import { newId } from '../src/foundation/ids.ts';
import { systemScope } from '../src/foundation/scope.ts';
import { selfScope } from '../src/operator/operator.service.ts';
import { openSession } from '../src/operator/session.service.ts';
import { startWorker } from '../src/worker.ts';
import { keepLog, makeBrand, makeOperator, openStory, until, write } from './story.ts';

test('the session that a sign-in puts an end to is recorded, with whose it was', async () => {
  const { database, admin } = await openStory();
  const { id: brandId } = await makeBrand(database);
  const [first, second] = [await makeOperator(database, brandId), await makeOperator(database, brandId)];
  const open = (operatorId: string, previousToken?: string) =>
    write(database, selfScope(operatorId), (tx) =>
      openSession(tx, { operatorId, kind: 'cookie', userAgent: null, previousToken: previousToken ?? null }),
    );
  const before = await open(first);
  await open(second, before.token);
  await open(second, before.token);
  const { rows } = await admin.query(
    `select actor_id, subject_ids from audit_event where action = 'operator.sign_out'`,
  );
  expect(rows).toEqual([{ actor_id: second, subject_ids: [before.sessionId, first] }]);
});

test('what the nightly purge deletes of people’s doing is recorded in its brand, and nothing where there was nothing', async () => {
  const { database, url, admin } = await openStory();
  const [busy, idle] = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  await write(database, busy.scope, async (tx) => {
    await createInvitation(tx, {
      email: 'guest@example.com',
      role: 'viewer',
      publicUrl: 'https://x.example',
    });
    await tx.query(
      `insert into stored_file (brand_id, id, name, content_type, size, sha256, permissions, created_at)
       values ($1, $2, 'left', 'text/csv', 0, '', '{IMPORT_RUN}', now() - interval '2 days')`,
      [busy.id, newId()],
    );
  });
  await admin.query(`update invitation set expires_at = now() - interval '91 days'`);
  const log = keepLog();
  const worker = await startWorker({ database, url, log, mail: { from: '' } });
  await write(database, systemScope(), async (tx) =>
    tx.emit('job.run', { name: 'brand.purge', jobId: null, run: 1, input: {} }),
  );
  await until(
    async () => log.lines.some(({ message }) => message === 'expired rows are deleted'),
    (done) => done,
  );
  await worker.stop();
  const { rows } = await admin.query(
    `select brand_id, changes->0->'before' as before, changes->0->'after' as after from audit_event
     where action = 'brand.purge' order by seq`,
  );
  expect(rows).toEqual([
    { brand_id: busy.id, before: { invitations: 1 }, after: { invitations: 0 } },
    { brand_id: busy.id, before: { files: 1 }, after: { files: 0 } },
  ]);
  expect(rows.some(({ brand_id: id }) => id === idle.id)).toBe(false);
});
