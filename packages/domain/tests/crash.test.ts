import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../src/foundation/database.ts';
import { enqueueJob } from '../src/foundation/jobs.ts';
import type { Scope } from '../src/foundation/scope.ts';
import { makeBrand, openStory, until, write } from './story.ts';

const fixture = fileURLToPath(new URL('./crash-worker.fixture.ts', import.meta.url));

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

const jobOf = (database: Database, scope: Scope) => async () => {
  const [row] = await database.read(scope, ({ query }) =>
    query<{ status: string; attempts: number; progress_done: number; error: string | null }>(
      'select status, attempts, progress_done::int, error from job',
    ),
  );
  return row;
};

// The heartbeat of a job lapses after 20 seconds: what goes on sooner was known to be dead by its locks.
test('a job survives kill -9: another process goes on where it stopped, each step done once', {
  timeout: 60_000,
}, async () => {
  const { database, url } = await openStory();
  const { scope } = await makeBrand(database);
  const look = jobOf(database, scope);
  const first = startWorkerProcess(url, 5);
  await write(database, scope, (tx) => enqueueJob(tx, { name: 'test.steps', input: {} }));
  await until(look, (job) => job?.progress_done === 4);
  await kill(first);
  expect(await look()).toMatchObject({ status: 'running', attempts: 1 });

  startWorkerProcess(url, 0);
  const job = await until(look, (row) => row?.status === 'completed');
  expect(job).toMatchObject({ attempts: 2, progress_done: 10, error: null });
  const acts = await database.read(scope, ({ query }) =>
    query(`select 1 from audit_event where action = 'test.step'`),
  );
  expect(acts).toHaveLength(10);
});

test('a job that takes its worker down every time ends dead', { timeout: 90_000 }, async () => {
  const { database, url } = await openStory();
  const { scope } = await makeBrand(database);
  const look = jobOf(database, scope);
  await write(database, scope, (tx) => enqueueJob(tx, { name: 'test.steps', input: {} }));
  for (const attempt of [1, 2, 3]) {
    const child = startWorkerProcess(url, 1);
    await until(look, (job) => job?.attempts === attempt);
    await kill(child);
  }
  startWorkerProcess(url, 0);
  expect(await until(look, (job) => job?.status === 'dead')).toMatchObject({
    attempts: 3,
    error: 'JOB_WORKER_LOST',
  });
});
