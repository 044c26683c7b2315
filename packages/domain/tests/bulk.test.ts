import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { beginBulk } from '../src/bulk/bulk.service.ts';
import { beginMemberExport } from '../src/export/export.service.ts';
import { DomainError } from '../src/foundation/errors.ts';
import { encodeId, newId } from '../src/foundation/ids.ts';
import { JobCancelled } from '../src/foundation/job.runner.ts';
import { operatorScope, type Scope, systemScope } from '../src/foundation/scope.ts';
import { cancelJob, retryJob } from '../src/job/job.service.ts';
import { startWorker } from '../src/worker.ts';
import { bulkStory, chosenIds, value } from './bulk-story.ts';
import { keepLog, makeOperator, until, write } from './story.ts';

const fixture = fileURLToPath(new URL('./bulk-worker.fixture.ts', import.meta.url));

function startWorkerProcess(url: string, stayAt: number): ChildProcess {
  const script = `import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(fixture)});
    await module.run(${JSON.stringify(url)}, ${stayAt});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  onTestFinished(async () => void (await kill(child)));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a job on many records survives kill -9: each is dealt with once, and stands in the file once', {
  timeout: 60_000,
}, async () => {
  const story = await bulkStory();
  const ids = await story.makeMembers(1200);
  const gone = [newId(), newId()];
  const chosen = chosenIds([...gone, ...ids]);
  const first = startWorkerProcess(story.url, 7);
  const job = await value(
    story.act((tx) => beginBulk(tx, { name: 'test.bulk', input: {}, chosen, batchSize: 100, told: {} })),
  );
  await until(
    () => story.report(job),
    (report) => (report?.done ?? 0) + (report?.failed ?? 0) === 600,
  );
  await kill(first);
  startWorkerProcess(story.url, 0);
  const statusOf = async () => (await story.read<{ status: string }>('select status from job'))[0]?.status;
  await until(statusOf, (status) => status === 'completed');

  const report = await story.report(job);
  expect(report).toMatchObject({ total: 1202, done: 1200, unchanged: 0, failed: 2 });
  const rows = parse(await story.text(report?.file_id), { bom: true })
    .slice(1)
    .flat();
  expect(rows).toEqual(ids.map((id) => encodeId('Member', id)));
  const failed = parse(await story.text(report?.failed_file_id), { bom: true }).slice(1);
  expect(failed.map(([id]: string[]) => id)).toEqual(gone.map((id) => encodeId('Member', id)));
  const changes = await story.read<{ changes: object[] }>(
    `select changes from audit_event where action = 'member.tags'`,
  );
  expect(changes.flatMap((event) => event.changes)).toHaveLength(1200);
});

test('whoever started a job may cancel it; others need the permission', async () => {
  const story = await bulkStory();
  const ids = await story.makeMembers(1);
  const operator = await makeOperator(story.database, story.brand.id, 'analyst');
  const as = (id: string): Scope => operatorScope(id, { brandId: story.brand.id, role: 'analyst' });
  const job = await value(
    story.database.write(as(operator), (tx) =>
      beginMemberExport(tx, { chosen: chosenIds(ids), columns: ['id'] }),
    ),
  );
  const other = await makeOperator(story.database, story.brand.id, 'analyst');
  const refused = story.database.write(as(other), (tx) => cancelJob(tx, job));
  await expect(refused).rejects.toThrow(DomainError);
  await value(story.database.write(as(operator), (tx) => cancelJob(tx, job)));
  expect(await story.read('select status from job')).toEqual([{ status: 'cancelled' }]);
});

test('files of jobs are kept for seven days; what was cleared away cannot be taken up again', async () => {
  const story = await bulkStory();
  const ids = await story.makeMembers(2);
  const begin = () =>
    value(story.act((tx) => beginMemberExport(tx, { chosen: chosenIds(ids), columns: ['id'] })));
  const [old, waiting, fresh] = [await begin(), await begin(), await begin()];
  await story.run(old);
  await story.run(fresh);
  await value(story.act((tx) => cancelJob(tx, waiting)));
  await story.admin.query(`update stored_file set created_at = now() - interval '8 days'`);
  await story.admin.query(
    `update job set status = case when id = $2 then 'cancelled' else 'completed' end,
       finished_at = now() - case when id = $1 then interval '1 day' else interval '8 days' end`,
    [fresh, waiting],
  );
  const log = keepLog();
  const { database, url } = story;
  const worker = await startWorker({ database, url, log, mail: { from: '' } });
  onTestFinished(() => worker.stop());
  await write(database, systemScope(), async (tx) =>
    tx.emit('job.run', { name: 'brand.purge', jobId: null, run: 1, input: {} }),
  );
  await until(
    async () => log.lines.find(({ message }) => message === 'expired rows are deleted'),
    (found) => found !== undefined,
  );
  expect(await story.report(old)).toMatchObject({ done: 2, file_id: null });
  expect((await story.report(fresh))?.file_id).not.toBeNull();

  await value(story.act((tx) => retryJob(tx, waiting)));
  const dead = await until(
    async () =>
      (
        await story.read<{ status: string; error: string }>('select status, error from job where id = $1', [
          waiting,
        ])
      )[0],
    (job) => job?.status === 'dead',
  );
  expect(dead?.error).toBe('JOB_EXPIRED');
});

test('a file whose beginning was cleared away is not made of the rest', async () => {
  const story = await bulkStory();
  const ids = await story.makeMembers(2500);
  const job = await value(
    story.act((tx) => beginMemberExport(tx, { chosen: chosenIds(ids), columns: ['id'] })),
  );
  const controller = new AbortController();
  const onProgress = (count: number) => {
    if (count > 0) controller.abort(new JobCancelled());
  };
  await expect(story.run(job, { signal: controller.signal, onProgress })).rejects.toThrow(JobCancelled);
  expect(await story.report(job)).toMatchObject({ done: 1000 });
  await story.admin.query('delete from stored_file');
  await expect(story.run(job)).rejects.toMatchObject({ code: 'JOB_EXPIRED' });
  expect(await story.report(job)).toMatchObject({ done: 1000, file_id: null });
});
