import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startWorker } from '../src/foundation/job.worker.ts';
import { defineJob, enqueueJob } from '../src/foundation/jobs.ts';
import { Listener } from '../src/foundation/listener.ts';
import { keepLog, makeBrand, openStory, until, write } from './story.ts';

const cutAll = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

test('a listener whose connection is cut listens again, and tells that something may have been missed', async () => {
  const { url, admin } = await openStory();
  const log = keepLog();
  const listener = await Listener.open(url, log);
  onTestFinished(() => listener.close());
  const heard: string[] = [];
  await listener.listen(
    'greeting',
    (text) => heard.push(text),
    () => heard.push('(back)'),
  );
  await admin.query(`notify greeting, 'one'`);
  await until(
    async () => heard.length,
    (length) => length === 1,
  );
  await admin.query(cutAll);
  await until(
    async () => heard.at(-1),
    (last) => last === '(back)',
  );
  await admin.query(`notify greeting, 'two'`);
  await until(
    async () => heard.at(-1),
    (last) => last === 'two',
  );
  expect(heard).toEqual(['one', '(back)', 'two']);
  expect(log.lines.map(({ level }) => level)).toContain('warn');
});

test('a worker whose every connection is cut goes on: what was running, and what comes after', async () => {
  const { database, url, admin } = await openStory();
  const { scope } = await makeBrand(database);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let runs = 0;
  const job = defineJob({
    name: 'test.cut',
    input: z.object({}),
    concurrency: 2,
    async run() {
      runs++;
      await released;
    },
  });
  const worker = await startWorker({
    database,
    url,
    log: keepLog(),
    jobs: [job],
    mail: null,
    tuning: { pollSeconds: 0.5, superviseSeconds: 1 },
  });
  onTestFinished(() => worker.stop());
  const statuses = () =>
    database.read(scope, ({ query }) =>
      query<{ status: string }>('select status from job order by created_at'),
    );
  const enqueue = () => write(database, scope, (tx) => enqueueJob(tx, { name: 'test.cut', input: {} }));
  await enqueue();
  await until(statuses, ([first]) => first?.status === 'running');
  await admin.query(cutAll);
  // The pool hands out a cut connection or two before it notices.
  await until(
    () =>
      enqueue()
        .then(() => true)
        .catch(() => false),
    (sent) => sent,
  );
  release();
  await until(
    () => statuses().catch(() => []),
    (jobs) => jobs.length === 2 && jobs.every(({ status }) => status === 'completed'),
  );
  expect(runs).toBe(2);
});
