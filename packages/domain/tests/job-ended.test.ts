import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Database, Transaction } from '../src/foundation/database.ts';
import { DomainError } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import type { EndedJob } from '../src/foundation/job.ended.ts';
import { startWorker } from '../src/foundation/job.worker.ts';
import { defineJob, enqueueJob, type JobContext, type JobDefinition } from '../src/foundation/jobs.ts';
import { operatorScope, type Scope } from '../src/foundation/scope.ts';
import { cancelJob, retryJob } from '../src/job/job.service.ts';
import { keepLog, makeBrand, makeOperator, openStory, until, write } from './story.ts';

const quick = { pollSeconds: 0.5, superviseSeconds: 1, heartbeatSeconds: 10 };

/** A kind of job that writes a tag for each end of it: what is committed can be told from what was only called. */
function watched(
  run: (context: JobContext<object>) => Promise<void>,
  ended: (tx: Transaction, job: EndedJob) => Promise<void> = async () => undefined,
): { job: JobDefinition; calls: EndedJob[] } {
  const calls: EndedJob[] = [];
  const job = defineJob({
    name: 'test.watched',
    input: z.object({}),
    retryLimit: 1,
    retryDelaySeconds: 1,
    run,
    async ended(tx, ended_) {
      calls.push(ended_);
      await addTag(tx, `${calls.length} ${ended_.status} ${ended_.error}`);
      tx.audit({ action: 'test.ended', subjectType: 'Job', changes: [] });
      await ended(tx, ended_);
    },
  });
  return { job, calls };
}

const addTag = (tx: Transaction, name: string) =>
  tx.query('insert into tag (brand_id, id, name) values ($1, $2, $3)', [tx.brandId, newId(), name]);

async function openJobs(job: JobDefinition) {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const operatorId = await makeOperator(database, brand.id);
  const scope = operatorScope(operatorId, { brandId: brand.id, role: 'owner' });
  const log = keepLog();
  const work = async () => {
    const worker = await startWorker({
      database,
      url,
      log,
      jobs: [job],
      mail: null,
      tuning: quick,
      graceMs: 0,
    });
    onTestFinished(() => worker.stop());
    return worker;
  };
  const subject = { type: 'Import', id: newId() };
  const enqueue = () =>
    write(database, scope, (tx) => enqueueJob(tx, { name: 'test.watched', input: { some: 1 }, subject }));
  const tags = () =>
    database.read(scope, async ({ query }) =>
      (await query<{ name: string }>('select name from tag order by name')).map(({ name }) => name),
    );
  const audits = () =>
    database.read(
      scope,
      async ({ query }) => (await query(`select from audit_event where action = 'test.ended'`)).length,
    );
  return { database, url, brand, operatorId, scope, log, work, subject, enqueue, tags, audits };
}

async function statusOf(database: Database, scope: Scope, id: string): Promise<string | undefined> {
  const [row] = await database.read(scope, ({ query }) =>
    query<{ status: string }>('select status from job where id = $1', [id]),
  );
  return row?.status;
}

const toBe = (database: Database, scope: Scope, id: string, wanted: string) =>
  until(
    () => statusOf(database, scope, id),
    (status) => status === wanted,
  );

const untilAborted = ({ signal }: JobContext<object>) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('a job that completes tells it with the end, once, and so does its next run', async () => {
  const { job, calls } = watched(async () => undefined);
  const { database, scope, operatorId, work, subject, enqueue, tags, audits } = await openJobs(job);
  await work();
  const id = await enqueue();
  await toBe(database, scope, id, 'completed');
  const told = {
    id,
    name: 'test.watched',
    input: { some: 1 },
    subject,
    createdBy: operatorId,
    cancelledBy: null,
  };
  expect(calls).toEqual([{ ...told, status: 'completed', error: null }]);
  expect(await tags()).toEqual(['1 completed null']);
  expect(await audits()).toBe(1);
});

test('a job that dies after its last attempt tells it, not before; run again, it tells how that ended', async () => {
  let failing = true;
  const { job, calls } = watched(async () => {
    if (failing) throw new Error('no');
  });
  const { database, scope, work, enqueue, tags } = await openJobs(job);
  await work();
  const id = await enqueue();
  await toBe(database, scope, id, 'retrying');
  expect(calls).toEqual([]);
  await toBe(database, scope, id, 'dead');
  expect(await tags()).toEqual(['1 dead JOB_FAILED']);
  failing = false;
  await database.write(scope, (tx) => retryJob(tx, id));
  await toBe(database, scope, id, 'completed');
  expect(await tags()).toEqual(['1 dead JOB_FAILED', '2 completed null']);
});

test('an error that no retry mends, or an input that it does not take, is told at once', async () => {
  const { job } = watched(async () => {
    throw new DomainError('NOT_FOUND', { noun: 'Import' });
  });
  const { database, scope, work, enqueue, tags } = await openJobs(job);
  await work();
  await toBe(database, scope, await enqueue(), 'dead');
  const bad = await write(database, scope, (tx) =>
    enqueueJob(tx, { name: 'test.watched', input: { n: [] } }),
  );
  await toBe(database, scope, bad, 'dead');
  expect((await tags()).map((tag) => tag.slice(2))).toEqual(['dead NOT_FOUND', 'dead NOT_FOUND']);
});

test('a running job that is cancelled tells it when it stops, a waiting one in the transaction that cancels it', async () => {
  const { job, calls } = watched(untilAborted);
  const { database, scope, operatorId, work, enqueue, tags } = await openJobs(job);
  await work();
  const running = await enqueue();
  await toBe(database, scope, running, 'running');
  const waiting = await enqueue();
  await expect(
    database.write(scope, async (tx) => {
      await cancelJob(tx, waiting);
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await tags()).toEqual([]);
  calls.length = 0;
  await database.write(scope, (tx) => cancelJob(tx, waiting));
  expect(await tags()).toEqual(['1 cancelled null']);
  expect(calls).toMatchObject([{ id: waiting, cancelledBy: operatorId, createdBy: operatorId }]);

  await database.write(scope, (tx) => cancelJob(tx, running));
  await toBe(database, scope, running, 'cancelled');
  expect(calls).toMatchObject([
    { id: waiting },
    { id: running, status: 'cancelled', cancelledBy: operatorId },
  ]);

  await database.write(scope, (tx) => retryJob(tx, waiting));
  await toBe(database, scope, waiting, 'running');
  await database.write(scope, (tx) => cancelJob(tx, waiting));
  await toBe(database, scope, waiting, 'cancelled');
  expect(await tags()).toHaveLength(3);
});

test('a job that was cancelled while nobody ran it tells it when it is taken up', async () => {
  const { job, calls } = watched(untilAborted);
  const { database, scope, work, enqueue, tags } = await openJobs(job);
  const first = await work();
  const id = await enqueue();
  await toBe(database, scope, id, 'running');
  await first.stop();
  // As it stands when the worker died and an operator cancelled it before another took it over.
  await write(database, scope, (tx) =>
    tx.query(`update job set status = 'running', cancel_requested_at = now()`),
  );
  await work();
  await toBe(database, scope, id, 'cancelled');
  expect(calls).toHaveLength(1);
  expect(await tags()).toEqual(['1 cancelled null']);
});

test('a job whose every worker was lost tells it', async () => {
  const { job } = watched(async () => undefined);
  const { database, url, scope, work, enqueue, tags } = await openJobs(job);
  const id = await enqueue();
  const worker = await work();
  await toBe(database, scope, id, 'completed');
  await write(database, scope, (tx) => tx.query(`update job set status = 'running', finished_at = null`));
  // What the queue does with an entry whose attempts ended without a word.
  const { openQueue, lostJobsQueue } = await import('../src/foundation/job.queue.ts');
  const { Listener } = await import('../src/foundation/listener.ts');
  const listener = await Listener.open(url, keepLog());
  const boss = openQueue(database.pool, listener, keepLog(), {
    heartbeatSeconds: 10,
    superviseSeconds: 1,
    pollSeconds: 1,
  });
  await boss.send(lostJobsQueue, { brandId: scope.brandId, jobId: id, run: 1, input: {} });
  await toBe(database, scope, id, 'dead');
  expect(await tags()).toEqual(['1 completed null', '2 dead JOB_WORKER_LOST']);
  await worker.stop();
  await listener.close();
});

test.for(['throws', 'breaks the transaction', 'leaves statements running'])(
  'a job ends though what should follow %s: none of it is written, and the log tells',
  async (how) => {
    const { job, calls } = watched(
      async () => undefined,
      async (tx) => {
        if (how === 'throws') throw new Error('not today');
        if (how === 'breaks the transaction') await tx.query('select 1 / 0');
        const later = async () => {
          await sleep(20);
          await addTag(tx, 'too late');
        };
        await Promise.all([later(), tx.query('select 1 / 0')]);
      },
    );
    const { database, scope, log, work, enqueue, tags, audits } = await openJobs(job);
    if (how === 'throws') await work();
    else database.useJobs({ jobs: [job], log });
    const id = await enqueue();
    if (how === 'throws') await toBe(database, scope, id, 'completed');
    else {
      const cancelled = await database.write(scope, async (tx) => {
        const outcome = await cancelJob(tx, id);
        await sleep(50);
        return outcome;
      });
      expect(cancelled).toMatchObject({ ok: true });
    }
    expect(await statusOf(database, scope, id)).toBe(how === 'throws' ? 'completed' : 'cancelled');
    expect(calls).toHaveLength(1);
    expect(await tags()).toEqual([]);
    expect(await audits()).toBe(0);
    const line = log.lines.find(({ message }) => message.includes('what should follow'));
    expect(line).toMatchObject({ level: 'error', fields: { job: 'test.watched', jobId: id } });
    const acts = await database.read(scope, ({ query }) =>
      query<{ action: string }>('select action from audit_event'),
    );
    expect(acts.map(({ action }) => action)).toEqual(how === 'throws' ? [] : ['job.cancel']);
  },
);

test('a deadlock in what follows is tried again with the end', async () => {
  let attempts = 0;
  const { job, calls } = watched(
    async () => undefined,
    async () => {
      if (++attempts > 1) return;
      throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    },
  );
  const { database, scope, log, work, enqueue, tags } = await openJobs(job);
  await work();
  await toBe(database, scope, await enqueue(), 'completed');
  expect(calls).toHaveLength(2);
  expect(await tags()).toEqual(['2 completed null']);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
