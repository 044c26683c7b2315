import { done } from '@kolony/domain/foundation/errors';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { enqueueJob } from '@kolony/domain/foundation/jobs';
import { startWorker } from '@kolony/domain/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let marketer: TestOperator;

beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  marketer = await gateway.operator(brand, 'marketer');
});
afterAll(() => gateway.close());

const as = (operator: TestOperator, headers?: Record<string, string>) => ({
  token: operator.token,
  brand: brand.id,
  headers,
});

async function enqueue(name: string, subjectId?: string): Promise<{ uuid: string; id: string }> {
  const scope = gateway.scope(brand, marketer, 'marketer');
  const subject = subjectId ? { type: 'Import', id: subjectId } : undefined;
  const outcome = await gateway.database.write(scope, async (tx) =>
    done(await enqueueJob(tx, { name, input: {}, subject, total: 10 })),
  );
  if (!outcome.ok) throw new Error('refused');
  return { uuid: outcome.value, id: encodeId('Job', outcome.value) };
}

const setJob = (uuid: string, fields: string) =>
  gateway.database.write(gateway.scope(brand), async (tx) => {
    await tx.query(`update job set ${fields} where id = $1`, [uuid]);
    return done(null);
  });

const jobFields = `id name status progressDone progressTotal attempts error errorCode subjectId cancelRequested
  createdBy { name } createdAt startedAt finishedAt availableActions`;

test('a job with all that is known of it, alone and in the list, filtered', async () => {
  const importId = newId();
  const job = await enqueue('import.run', importId);
  await enqueue('mail.send');
  const { data, errors } = await gateway.graphql(
    `query ($id: ID!) {
      job(id: $id) { ${jobFields} }
      node(id: $id) { ... on Job { name } }
      jobs(first: 1, filter: { name: ["import.run"], status: [QUEUED, RUNNING] }) { totalCount nodes { id } }
      all: jobs { totalCount nodes { name } }
    }`,
    { id: job.id },
    as(marketer),
  );
  expect(errors).toBeUndefined();
  expect(data.job).toEqual({
    id: job.id,
    name: 'import.run',
    status: 'QUEUED',
    progressDone: 0,
    progressTotal: 10,
    attempts: 0,
    error: null,
    errorCode: null,
    subjectId: encodeId('Import', importId),
    cancelRequested: false,
    createdBy: { name: 'The marketer' },
    createdAt: expect.stringMatching(/Z$/),
    startedAt: null,
    finishedAt: null,
    availableActions: ['CANCEL'],
  });
  expect(data.node).toEqual({ name: 'import.run' });
  expect(data.jobs).toEqual({ totalCount: 1, nodes: [{ id: job.id }] });
  expect(data.all.totalCount).toBe(2);
});

test('why it failed is said in the language of the request, and as a code', async () => {
  const job = await enqueue('mail.send');
  await setJob(
    job.uuid,
    `status = 'dead', error = 'MAIL_REFUSED', finished_at = now(), progress_done = 9007199254740993`,
  );
  const query = `query ($id: ID!) { job(id: $id) { error errorCode progressDone availableActions } }`;
  const english = await gateway.graphql(query, { id: job.id }, as(marketer));
  expect(english.data.job).toEqual({
    error: 'The mail server refused the mail.',
    errorCode: 'MAIL_REFUSED',
    progressDone: '9007199254740993',
    availableActions: ['RETRY'],
  });
  const chinese = await gateway.graphql(query, { id: job.id }, as(marketer, { 'accept-language': 'zh-CN' }));
  expect(chinese.data.job.error).toBe('邮件服务器拒收该邮件。');
});

const act = (name: 'jobCancel' | 'jobRetry') =>
  `mutation ($id: ID!) { ${name}(input: { id: $id }) { job { status cancelRequested availableActions } userErrors { code field message } } }`;

test('cancelling and running again, with what can be done from then on', async () => {
  const job = await enqueue('mail.send');
  const cancelled = await gateway.graphql(act('jobCancel'), { id: job.id }, as(marketer));
  expect(cancelled.data.jobCancel).toEqual({
    job: { status: 'CANCELLED', cancelRequested: true, availableActions: ['RETRY'] },
    userErrors: [],
  });
  const again = await gateway.graphql(act('jobCancel'), { id: job.id }, as(marketer));
  expect(again.data.jobCancel).toEqual({
    job: null,
    userErrors: [
      { code: 'JOB_NOT_CANCELLABLE', field: [], message: 'The job has ended and cannot be cancelled.' },
    ],
  });
  const retried = await gateway.graphql(act('jobRetry'), { id: job.id }, as(marketer));
  expect(retried.data.jobRetry.job).toEqual({
    status: 'QUEUED',
    cancelRequested: false,
    availableActions: ['CANCEL'],
  });

  await setJob(job.uuid, `status = 'running'`);
  const stopping = await gateway.graphql(act('jobCancel'), { id: job.id }, as(marketer));
  expect(stopping.data.jobCancel.job).toEqual({
    status: 'RUNNING',
    cancelRequested: true,
    availableActions: [],
  });
});

test('who only reads, and another brand, can do nothing with it', async () => {
  const job = await enqueue('mail.send');
  const viewer = await gateway.operator(brand, 'viewer');
  const elsewhere = await gateway.brand({ name: 'Coffee House' });
  const stranger = await gateway.operator(elsewhere, 'owner');
  const asStranger = { token: stranger.token, brand: elsewhere.id };
  const refused = await gateway.graphql(act('jobCancel'), { id: job.id }, as(viewer));
  expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const unknown = await gateway.graphql(act('jobCancel'), { id: encodeId('Job', newId()) }, asStranger);
  const theirs = await gateway.graphql(act('jobCancel'), { id: job.id }, asStranger);
  expect(theirs.errors?.[0]?.message).toBe(unknown.errors?.[0]?.message);
  expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const malformed = await gateway.graphql(act('jobRetry'), { id: 'job_?' }, as(marketer));
  expect(malformed.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const seen = await gateway.graphql(
    `query ($id: ID!) { job(id: $id) { id } jobs { totalCount } }`,
    { id: job.id },
    asStranger,
  );
  expect(seen.data).toEqual({ job: null, jobs: { totalCount: 0 } });
  const nobody = await gateway.graphql(`{ jobs { totalCount } }`);
  expect(nobody.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('a job that operators started is done by the worker, and seen to be', async () => {
  const silent = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const { database, databaseUrl: url } = gateway;
  const worker = await startWorker({
    database,
    url,
    log: silent,
    mail: { from: 'Kolony <kolony@localhost>' },
  });
  try {
    const job = await enqueue('keys.reseal');
    for (let status = ''; status !== 'COMPLETED'; ) {
      const { data } = await gateway.graphql(
        `query ($id: ID!) { job(id: $id) { status attempts startedAt finishedAt } }`,
        { id: job.id },
        as(marketer),
      );
      status = data.job.status;
      if (status === 'COMPLETED')
        expect(data.job).toMatchObject({ attempts: 1, finishedAt: expect.any(String) });
    }
  } finally {
    await worker.stop();
  }
});
