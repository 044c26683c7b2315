import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Database } from '../src/foundation/database.ts';
import { DomainError } from '../src/foundation/errors.ts';
import { startWorker, type WorkerOptions } from '../src/foundation/job.worker.ts';
import { defineJob, enqueueJob } from '../src/foundation/jobs.ts';
import { brandScope, operatorScope, type Scope, systemScope } from '../src/foundation/scope.ts';
import { cancelJob, retryJob } from '../src/job/job.service.ts';
import { keepLog, makeBrand, makeOperator, openStory, until, write } from './story.ts';

interface JobRow {
  status: string;
  attempts: number;
  error: string | null;
  progress_done: number;
  progress_total: number | null;
  run: number;
  finished_at: string | null;
}

async function readJob(database: Database, scope: Scope, id: string): Promise<JobRow> {
  const [row] = await database.read(scope, ({ query }) =>
    query<JobRow>(
      `select status, attempts, error, progress_done::int, progress_total::int, run, finished_at::text from job where id = $1`,
      [id],
    ),
  );
  if (!row) throw new Error('no such job');
  return row;
}

const quick = { pollSeconds: 0.5, superviseSeconds: 1, heartbeatSeconds: 10 };

async function work(options: Omit<WorkerOptions, 'log' | 'mail'> & Partial<WorkerOptions>) {
  const log = keepLog();
  const worker = await startWorker({ log, mail: null, tuning: quick, ...options });
  onTestFinished(() => worker.stop());
  return { ...worker, log };
}

const enqueue = (database: Database, scope: Scope, name: string, input: Record<string, unknown> = {}) =>
  write(database, scope, (tx) => enqueueJob(tx, { name, input }));

test('a job runs once its transaction has committed, in its brand, as the operator who started it', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const operatorId = await makeOperator(database, brand.id);
  const seen: { scope: Scope; input: { n: number }; attempt: number }[] = [];
  const count = defineJob({
    name: 'test.count',
    input: z.object({ n: z.number() }),
    async run({ scope, input, attempt, progress }) {
      seen.push({ scope, input, attempt });
      progress(3, 5);
    },
  });
  await work({ database, url, jobs: [count] });
  const scope = operatorScope(operatorId, { brandId: brand.id, role: 'owner' });
  const id = await enqueue(database, scope, 'test.count', { n: 7 });
  const job = await until(
    () => readJob(database, scope, id),
    ({ status }) => status === 'completed',
  );

  expect(job).toMatchObject({ attempts: 1, error: null, progress_done: 3, progress_total: 5 });
  expect(job.finished_at).not.toBeNull();
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    input: { n: 7 },
    attempt: 1,
    scope: { brandId: brand.id, actor: { kind: 'operator', id: operatorId } },
  });
  const left = await database.read(systemScope(), ({ query }) => query('select id from outbox_message'));
  expect(left).toEqual([]);
});

test('what rolled back starts no job', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  let runs = 0;
  const job = defineJob({ name: 'test.never', input: z.object({}), run: async () => void runs++ });
  const after = defineJob({ name: 'test.after', input: z.object({}), run: async () => undefined });
  await work({ database, url, jobs: [job, after] });
  await expect(
    database.write(brand.scope, async (tx) => {
      await enqueueJob(tx, { name: 'test.never', input: {} });
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  const id = await enqueue(database, brand.scope, 'test.after');
  await until(
    () => readJob(database, brand.scope, id),
    ({ status }) => status === 'completed',
  );
  expect(runs).toBe(0);
});

test('a failing job is tried again, then dead with a code, and can be run again', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  let failing = true;
  const attempts: number[] = [];
  const job = defineJob({
    name: 'test.fails',
    input: z.object({}),
    retryLimit: 1,
    retryDelaySeconds: 1,
    async run({ attempt }) {
      attempts.push(attempt);
      if (failing) throw new Error('password=hunter2 at /srv/secret.ts:7');
    },
  });
  const { log } = await work({ database, url, jobs: [job] });
  const id = await enqueue(database, brand.scope, 'test.fails');
  const retrying = await until(
    () => readJob(database, brand.scope, id),
    ({ status }) => status === 'retrying',
  );
  expect(retrying).toMatchObject({ error: 'JOB_FAILED', attempts: 1, finished_at: null });
  const dead = await until(
    () => readJob(database, brand.scope, id),
    ({ status }) => status === 'dead',
  );
  expect(dead).toMatchObject({ error: 'JOB_FAILED', attempts: 2 });
  expect(attempts).toEqual([1, 2]);
  expect(log.lines.some(({ level, message }) => level === 'error' && message.includes('for good'))).toBe(
    true,
  );

  failing = false;
  await database.write(brand.scope, (tx) => retryJob(tx, id));
  const completed = await until(
    () => readJob(database, brand.scope, id),
    ({ status }) => status === 'completed',
  );
  expect(completed).toMatchObject({ run: 2, attempts: 1, error: null });
  expect(await database.write(brand.scope, (tx) => retryJob(tx, id))).toMatchObject({
    ok: false,
    errors: [{ code: 'JOB_NOT_RETRYABLE' }],
  });
});

test('one that found no connection to the database is tried again', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const job = defineJob({
    name: 'test.busy',
    input: z.object({}),
    retryLimit: 1,
    retryDelaySeconds: 1,
    async run({ attempt }) {
      if (attempt === 1) throw new DomainError('BUSY', { seconds: 1 });
    },
  });
  await work({ database, url, jobs: [job] });
  const id = await enqueue(database, brand.scope, 'test.busy');
  const completed = await until(
    () => readJob(database, brand.scope, id),
    ({ status }) => status === 'completed' || status === 'dead',
  );
  expect(completed).toMatchObject({ status: 'completed', attempts: 2 });
});

test('an error that no retry can mend ends the job at once; so does an input it does not take', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const job = defineJob({
    name: 'test.hopeless',
    input: z.object({ n: z.number() }),
    async run() {
      throw new DomainError('NOT_FOUND', { noun: 'Import' });
    },
  });
  await work({ database, url, jobs: [job] });
  const id = await enqueue(database, brand.scope, 'test.hopeless', { n: 1 });
  expect(
    await until(
      () => readJob(database, brand.scope, id),
      ({ status }) => status === 'dead',
    ),
  ).toMatchObject({ error: 'NOT_FOUND', attempts: 1 });
  const bad = await enqueue(database, brand.scope, 'test.hopeless', { n: 'one' });
  expect(
    await until(
      () => readJob(database, brand.scope, bad),
      ({ status }) => status === 'dead',
    ),
  ).toMatchObject({ error: 'JOB_INPUT_INVALID', attempts: 1 });
});

test('a running job is cancelled from another process; a waiting one never begins', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  let stopped = 0;
  const job = defineJob({
    name: 'test.long',
    input: z.object({}),
    async run({ signal }) {
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          stopped++;
          reject(signal.reason);
        });
      });
    },
  });
  await work({ database, url, jobs: [job], graceMs: 0 });
  const running = await enqueue(database, brand.scope, 'test.long');
  await until(
    () => readJob(database, brand.scope, running),
    ({ status }) => status === 'running',
  );
  const waiting = await enqueue(database, brand.scope, 'test.long');
  expect(await database.write(brand.scope, (tx) => cancelJob(tx, waiting))).toMatchObject({ ok: true });
  expect(await readJob(database, brand.scope, waiting)).toMatchObject({ status: 'cancelled', attempts: 0 });
  expect(await database.write(brand.scope, (tx) => cancelJob(tx, running))).toMatchObject({ ok: true });
  await until(
    () => readJob(database, brand.scope, running),
    ({ status }) => status === 'cancelled',
  );
  expect(stopped).toBe(1);
  expect(await database.write(brand.scope, (tx) => cancelJob(tx, running))).toMatchObject({
    ok: false,
    errors: [{ code: 'JOB_NOT_CANCELLABLE' }],
  });

  // Run again: the entry of the cancelled run that may still lie in the queue doesn't count.
  await database.write(brand.scope, (tx) => retryJob(tx, waiting));
  await until(
    () => readJob(database, brand.scope, waiting),
    ({ status }) => status === 'running',
  );
  expect(await readJob(database, brand.scope, waiting)).toMatchObject({ run: 2, attempts: 1 });
});

test('a worker that stops puts its job back, and the next one goes on with it', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  let patient = false;
  const job = defineJob({
    name: 'test.interrupted',
    input: z.object({}),
    async run({ signal }) {
      if (patient) return;
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  const first = await work({ database, url, jobs: [job], graceMs: 0 });
  const id = await enqueue(database, brand.scope, 'test.interrupted');
  await until(
    () => readJob(database, brand.scope, id),
    ({ status }) => status === 'running',
  );
  await first.stop();
  expect(await readJob(database, brand.scope, id)).toMatchObject({ status: 'queued', attempts: 1 });

  patient = true;
  await work({ database, url, jobs: [job] });
  const job2 = await until(
    () => readJob(database, brand.scope, id),
    ({ status }) => status === 'completed',
  );
  // Another run, so that the entry of the first, should it still lie in the queue, doesn't count.
  expect(job2).toMatchObject({ attempts: 2, run: 2 });
});

test('200 jobs and four workers: each job runs exactly once', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const ran = new Map<number, number>();
  const job = defineJob({
    name: 'test.many',
    input: z.object({ n: z.number() }),
    concurrency: 2,
    run: async ({ input }) => void ran.set(input.n, (ran.get(input.n) ?? 0) + 1),
  });
  for (let i = 0; i < 4; i++) await work({ database, url, jobs: [job] });
  await write(database, brand.scope, async (tx) => {
    for (let n = 0; n < 200; n++) await enqueueJob(tx, { name: 'test.many', input: { n } });
  });
  await until(
    () =>
      database.read(brand.scope, ({ query }) =>
        query<{ left: number }>(`select count(*)::int as left from job where status <> 'completed'`),
      ),
    ([row]) => row?.left === 0,
  );
  expect(ran.size).toBe(200);
  expect([...ran.values()].every((times) => times === 1)).toBe(true);
});

test('messages for jobs that this build does not know wait, and hold up nothing', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const known = defineJob({ name: 'test.known', input: z.object({}), run: async () => undefined });
  await work({ database, url, jobs: [known] });
  const unknown = await enqueue(database, brand.scope, 'test.future');
  const id = await enqueue(database, brand.scope, 'test.known');
  await until(
    () => readJob(database, brand.scope, id),
    ({ status }) => status === 'completed',
  );
  expect(await readJob(database, brand.scope, unknown)).toMatchObject({ status: 'queued' });
  const future = defineJob({ name: 'test.future', input: z.object({}), run: async () => undefined });
  await work({ database, url, jobs: [future] });
  await until(
    () => readJob(database, brand.scope, unknown),
    ({ status }) => status === 'completed',
  );
});

test("a job of one brand can't be cancelled or run again from another", async () => {
  const { database } = await openStory();
  const brand = await makeBrand(database);
  const other = await makeBrand(database, 'Coffee House');
  const id = await enqueue(database, brand.scope, 'test.theirs');
  await expect(database.write(other.scope, (tx) => cancelJob(tx, id))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(database.write(brandScope(other.id), (tx) => retryJob(tx, id))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
