import { expect, test } from 'vitest';
import { contents, importStory, ordersFile, value } from '../../tests/import-story.ts';
import { keepLog } from '../../tests/story.ts';
import { JobCancelled, type RunRequest, runQueued } from '../foundation/job.runner.ts';
import type { JobDefinition } from '../foundation/jobs.ts';
import { cancelJob, retryJob } from '../job/job.service.ts';
import { checkImportJob, runImportJob, undoImportJob } from './import.jobs.ts';
import { checkImport } from './import.service.ts';
import { undoImport } from './import.undo.service.ts';

const definitions = [checkImportJob, runImportJob, undoImportJob];

/** Jobs are taken from the queue here as a worker does it, one attempt at a time. */
async function endingStory() {
  const story = await importStory();
  const { database, brand, read } = story;
  const jobOf = async (id: string) => {
    const [job] = await read<{
      id: string;
      name: string;
      run: number;
      status: string;
      input: Record<string, unknown>;
    }>(
      'select j.id, j.name, j.run, j.status, j.input from import i join job j on j.id = i.job_id where i.id = $1',
      [id],
    );
    if (!job) throw new Error('no job');
    return job;
  };
  const attempt = async (
    id: string,
    over: Partial<Pick<RunRequest, 'last' | 'signal'>> & { work?: JobDefinition['run'] } = {},
  ) => {
    const { id: jobId, name, run, input } = await jobOf(id);
    const definition = definitions.find((one) => one.name === name);
    if (!definition) throw new Error(`no job ${name}`);
    const { last = false, signal = new AbortController().signal, work = definition.run } = over;
    return await runQueued(database, keepLog(), {
      definition: { ...definition, run: work },
      queued: { brandId: brand.id, jobId, run, input },
      last,
      attempt: 1,
      signal,
      cancel: () => undefined,
    });
  };
  return { ...story, jobOf, attempt };
}

const broken = () => Promise.reject(new Error('no space left on device'));

test('a check whose job dies leaves a failed import, which its job or another check makes good', async () => {
  const { upload, state, act, attempt, jobOf } = await endingStory();
  const id = await upload(ordersFile(5));
  await value(act((tx) => checkImport(tx, id)));
  await attempt(id, { work: broken });
  expect(await state(id)).toMatchObject({ status: 'checking', refusal: null });
  await attempt(id, { work: broken, last: true });
  expect(await state(id)).toMatchObject({ status: 'failed', refusal: { code: 'JOB_FAILED' } });
  const { id: jobId } = await jobOf(id);
  await value(act((tx) => retryJob(tx, jobId)));
  await attempt(id);
  expect(await state(id)).toMatchObject({ status: 'checked', refusal: null, rows_valid: 5 });
  expect(await jobOf(id)).toMatchObject({ status: 'completed' });
});

test('a check whose job is cancelled while it waits is as never begun', async () => {
  const { upload, state, act, jobOf, check } = await endingStory();
  const id = await upload(ordersFile(5));
  await value(act((tx) => checkImport(tx, id)));
  const { id: jobId } = await jobOf(id);
  await value(act((tx) => cancelJob(tx, jobId)));
  expect(await state(id)).toMatchObject({ status: 'uploaded', refusal: null });
  expect(await check(id)).toMatchObject({ status: 'checked' });
});

test('a cancelled check is made after all when its job is run again, however it was cancelled', async () => {
  const { upload, state, act, attempt, jobOf, cancel } = await endingStory();
  for (const how of ['job', 'import'] as const) {
    const id = await upload(ordersFile(5));
    await value(act((tx) => checkImport(tx, id)));
    const { id: jobId } = await jobOf(id);
    if (how === 'job') await value(act((tx) => cancelJob(tx, jobId)));
    else await cancel(id);
    expect(await state(id)).toMatchObject({ status: 'uploaded', refusal: null });
    await value(act((tx) => retryJob(tx, jobId)));
    await attempt(id);
    expect(await state(id)).toMatchObject({ status: 'checked', rows_valid: 5 });
    expect(await jobOf(id)).toMatchObject({ id: jobId, status: 'completed' });
  }
});

test('a check that is cancelled before its first step is not made', async () => {
  const { upload, state, act, attempt, cancel } = await endingStory();
  const id = await upload(ordersFile(5));
  await value(act((tx) => checkImport(tx, id)));
  const racing: JobDefinition['run'] = async (context) => {
    await cancel(id);
    await checkImportJob.run(context);
  };
  await attempt(id, { work: racing });
  expect(await state(id)).toMatchObject({ status: 'uploaded', rows_valid: null });
});

test('an undoing whose job died or was cancelled is done when that job is run again', async () => {
  const { upload, check, run, state, act, attempt, jobOf, read } = await endingStory();
  for (const how of ['died', 'cancelled'] as const) {
    const id = await upload(ordersFile(20));
    await check(id);
    await run(id);
    await value(act((tx) => undoImport(tx, id)));
    const { id: jobId } = await jobOf(id);
    if (how === 'died') await attempt(id, { work: broken, last: true });
    else await value(act((tx) => cancelJob(tx, jobId)));
    expect(await state(id)).toMatchObject({ status: 'completed' });
    await value(act((tx) => retryJob(tx, jobId)));
    await attempt(id);
    expect(await state(id)).toMatchObject({ status: 'undone', refusal: null });
    expect(await jobOf(id)).toMatchObject({ id: jobId, status: 'completed' });
    expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: 0 }]);
  }
});

test('an undoing that is cancelled before its first step takes nothing back', async () => {
  const { upload, check, run, state, act, attempt, jobOf, read } = await endingStory();
  const id = await upload(ordersFile(20));
  await check(id);
  await run(id);
  await value(act((tx) => undoImport(tx, id)));
  const { id: jobId } = await jobOf(id);
  const racing: JobDefinition['run'] = async (context) => {
    await value(act((tx) => cancelJob(tx, jobId)));
    // What another worker's end of it would do.
    await act(async (tx) => {
      await tx.query(`update import set status = 'completed' where id = $1`, [id]);
      return { ok: true, value: null };
    });
    await undoImportJob.run(context);
  };
  await attempt(id, { work: racing });
  expect(await state(id)).toMatchObject({ status: 'completed' });
  expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: 20 }]);
});

test('a run whose job dies midway is counted, and goes on; the failed rows of both parts come in one file', async () => {
  const { upload, check, start, state, act, attempt, jobOf, read, database, scope } = await endingStory();
  const id = await upload(ordersFile(1200, { amount: (n) => (n % 400 === 3 ? '-1' : '1.00') }));
  await check(id);
  await start(id);
  let batches = 0;
  const dying: JobDefinition['run'] = (context) =>
    runImportJob.run({
      ...context,
      // The disk is full behind the first batch.
      progress: () => {
        if (++batches === 3) throw new Error('no space left on device');
      },
    });
  await attempt(id, { work: dying, last: true });
  const failed = await state(id);
  expect(failed).toMatchObject({
    status: 'failed',
    refusal: { code: 'JOB_FAILED' },
    rows_done: expect.any(Number),
  });
  expect(Number(failed.rows_done)).toBeGreaterThan(0);
  expect(Number(failed.rows_done)).toBeLessThan(1200);
  expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: failed.created }]);
  const first = await contents(database, scope, failed.failed_file_id);
  expect(first).toContain('N3,');

  const { id: jobId } = await jobOf(id);
  await value(act((tx) => retryJob(tx, jobId)));
  await attempt(id);
  const after = await state(id);
  expect(after).toMatchObject({
    status: 'completed',
    refusal: null,
    created: 1197,
    failed: 3,
    rows_done: 1200,
  });
  const whole = await contents(database, scope, after.failed_file_id);
  expect(whole.startsWith(first)).toBe(true);
  expect(whole.trimEnd().split('\r\n')).toHaveLength(4);
});

test('a run whose job is cancelled, waiting or running, is a cancelled import that can be gone on with', async () => {
  const { upload, check, start, run, undo, state, act, attempt, jobOf, read } = await endingStory();
  const id = await upload(ordersFile(20));
  await check(id);
  await start(id);
  const waiting = await jobOf(id);
  await value(act((tx) => cancelJob(tx, waiting.id)));
  expect(await state(id)).toMatchObject({ status: 'cancelled', rows_done: 0 });

  await start(id);
  const cancelled = AbortSignal.abort(new JobCancelled());
  await attempt(id, { signal: cancelled });
  expect(await state(id)).toMatchObject({ status: 'cancelled', rows_done: 0 });
  expect(await run(id)).toMatchObject({ status: 'completed', created: 20 });
  expect(await undo(id)).toMatchObject({ status: 'undone' });
  const actions = await read(
    `select action from audit_event where subject_type = 'Import' and action like 'import.c%' order by seq`,
  );
  expect(actions.map((event) => Object.values(event)[0])).toEqual([
    'import.check',
    'import.cancel',
    'import.cancel',
    'import.completed',
  ]);
});

test('an import that is cancelled as such is cancelled once, with its job', async () => {
  const { upload, check, start, cancel, state, jobOf, read } = await endingStory();
  const id = await upload(ordersFile(20));
  await check(id);
  await start(id);
  const before = Number((await state(id)).version);
  await cancel(id);
  expect(await state(id)).toMatchObject({ status: 'cancelled', version: before + 1 });
  expect(await jobOf(id)).toMatchObject({ status: 'cancelled' });
  expect(await read(`select from audit_event where action = 'import.cancel'`)).toHaveLength(1);
});

test('an undoing whose job dies or is cancelled leaves the import as it was, to be undone again', async () => {
  const { upload, check, run, undo, state, act, attempt, jobOf, read } = await endingStory();
  const id = await upload(ordersFile(20));
  await check(id);
  await run(id);
  await value(act((tx) => undoImport(tx, id)));
  await attempt(id, { work: broken, last: true });
  expect(await state(id)).toMatchObject({ status: 'completed', refusal: { code: 'JOB_FAILED' } });
  await value(act((tx) => undoImport(tx, id)));
  const { id: jobId } = await jobOf(id);
  await value(act((tx) => cancelJob(tx, jobId)));
  expect(await state(id)).toMatchObject({ status: 'completed', refusal: null });
  expect(await undo(id)).toMatchObject({ status: 'undone' });
  expect(await read('select count(*)::int as n from "order"')).toEqual([{ n: 0 }]);
});

test('a cancelled run goes on when its job is run again, and not while that is on its way to its end', async () => {
  const { upload, check, start, cancel, state, act, attempt, jobOf } = await endingStory();
  const id = await upload(ordersFile(20));
  await check(id);
  await start(id);
  const racing: JobDefinition['run'] = async (context) => {
    // The operator is faster than the first step of the job.
    await cancel(id);
    await runImportJob.run(context);
  };
  await attempt(id, { work: racing });
  expect(await state(id)).toMatchObject({ status: 'cancelled', rows_done: 0 });
  const { id: jobId, status } = await jobOf(id);
  expect(status).toBe('completed');

  await start(id);
  const { id: second } = await jobOf(id);
  expect(second).not.toBe(jobId);
  await value(act((tx) => cancelJob(tx, second)));
  await value(act((tx) => retryJob(tx, second)));
  await attempt(id);
  expect(await state(id)).toMatchObject({ status: 'completed', created: 20 });
});
