import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Database } from '../src/foundation/database.ts';
import { startWorker } from '../src/foundation/job.worker.ts';
import { defineJob, enqueueJob, type JobContext, type JobDefinition } from '../src/foundation/jobs.ts';
import type { Scope } from '../src/foundation/scope.ts';
import { keepLog, makeBrand, openStory, until, write } from './story.ts';

const quick = { pollSeconds: 0.5, superviseSeconds: 1, heartbeatSeconds: 10 };

async function work(database: Database, url: string, job: JobDefinition) {
  const log = keepLog();
  const options = { database, url, log, jobs: [job], mail: null, tuning: quick, graceMs: 0 };
  const worker = await startWorker(options);
  onTestFinished(() => worker.stop());
  return { stop: () => worker.stop(), log };
}

const enqueue = (database: Database, scope: Scope) =>
  write(database, scope, (tx) => enqueueJob(tx, { name: 'test.job', input: {} }));

const jobOf = (database: Database, scope: Scope) => async () => {
  const [row] = await database.read(scope, ({ query }) =>
    query<{ status: string; attempts: number; run: number }>('select status, attempts, run from job'),
  );
  return row;
};

const untilAborted = ({ signal }: JobContext<object>) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('what waits in the queue is kept though no worker runs for years; what ended is gone after a day', async () => {
  const { database, url, admin } = await openStory();
  const { scope } = await makeBrand(database);
  let runs = 0;
  const job = defineJob({ name: 'test.job', input: z.object({}), run: async () => void runs++ });
  // The queues of an installation that was set up before this was so are brought in line, too.
  await (await work(database, url, job)).stop();
  await admin.query('update pgboss.queue set retention_seconds = 1209600, deletion_seconds = 604800');
  const { stop } = await work(database, url, job);
  const { rows } = await admin.query<{ name: string; waiting: number; ended: number }>(
    `select name, retention_seconds / 86400 / 365 as waiting, deletion_seconds / 3600 as ended from pgboss.queue
     where name not like '\\_\\_pgboss\\_\\_%'`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(['lost', 'mail.send', 'sms.send', 'test.job']);
  for (const row of rows) expect(row).toMatchObject({ waiting: 10, ended: 24 });

  await enqueue(database, scope);
  await until(jobOf(database, scope), (row) => row?.status === 'completed');
  const left = () => admin.query(`select id from pgboss.job where name = 'test.job'`);
  await until(
    async () => (await admin.query(`select state from pgboss.job where name = 'test.job'`)).rows[0]?.state,
    (state) => state === 'completed',
  );
  await stop();
  await admin.query(
    `update pgboss.job set completed_on = now() - interval '25 hours' where name = 'test.job'`,
  );
  await admin.query('update pgboss.queue set maintain_on = null');
  await work(database, url, job);
  await until(left, (result) => result.rowCount === 0);
  expect(runs).toBe(1);
});

test('a job that was put back runs once, though its old entry turns up again', async () => {
  const { database, url, admin } = await openStory();
  const { scope } = await makeBrand(database);
  let patient = false;
  let finished = 0;
  const job = defineJob({
    name: 'test.job',
    input: z.object({}),
    concurrency: 2,
    async run(context) {
      if (!patient) return await untilAborted(context);
      await sleep(300);
      finished++;
    },
  });
  const first = await work(database, url, job);
  const id = await enqueue(database, scope);
  await until(jobOf(database, scope), (row) => row?.status === 'running');
  await first.stop();
  patient = true;
  // The process died before it could note in the queue that the old entry is done with.
  const { rowCount } = await admin.query(
    `update pgboss.job set state = 'retry', completed_on = null, start_after = now() where data->>'jobId' = $1`,
    [id],
  );
  expect(rowCount).toBe(1);
  await work(database, url, job);
  await until(jobOf(database, scope), (row) => row?.status === 'completed');
  await until(
    () => admin.query(`select id from pgboss.job where state <> 'completed'`),
    (result) => result.rowCount === 0,
  );
  expect(finished).toBe(1);
  expect(await jobOf(database, scope)()).toMatchObject({ attempts: 2, run: 2 });
});

test('the end of a job is noted though the connection breaks over it; nothing is done again', async () => {
  const { database, url, admin } = await openStory();
  const { scope } = await makeBrand(database);
  let runs = 0;
  const job = defineJob({
    name: 'test.job',
    input: z.object({}),
    retryLimit: 0,
    run: async () => void runs++,
  });
  await admin.query(`create sequence tries; grant all on sequence tries to public;
    create function break_twice() returns trigger language plpgsql as $$ begin
      if nextval('tries') <= 2 then perform pg_terminate_backend(pg_backend_pid()); end if;
      return new;
    end $$;
    create trigger break_twice before update on job for each row when (new.status = 'completed') execute function break_twice()`);
  await admin.query('alter function break_twice() security definer');
  await work(database, url, job);
  await enqueue(database, scope);
  const ended = await until(jobOf(database, scope), (row) =>
    ['completed', 'dead'].includes(row?.status ?? ''),
  );
  expect(ended).toMatchObject({ status: 'completed', attempts: 1 });
  expect(runs).toBe(1);
});

test('a job that another process took over while the session was lost is given up here', async () => {
  const { database, url, admin } = await openStory();
  const { scope } = await makeBrand(database);
  const stopped: unknown[] = [];
  const job = defineJob({
    name: 'test.job',
    input: z.object({}),
    retryDelaySeconds: 3600,
    async run(context) {
      await untilAborted(context).catch((reason: unknown) => {
        stopped.push(reason);
        throw reason;
      });
    },
  });
  await work(database, url, job);
  await enqueue(database, scope);
  await until(jobOf(database, scope), (row) => row?.status === 'running');
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'kolony-listener' and datname = current_database()`,
  );
  // Another session waits for the lock, and has it the moment that the first is gone.
  const taking = admin.query(
    `select pg_advisory_lock(hashtextextended(id::text, 4015002)) from pgboss.job where name = 'test.job'`,
  );
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await taking;
  await until(
    async () => stopped.length,
    (count) => count === 1,
  );
  expect(String(stopped[0])).toContain('taken the job over');
});
