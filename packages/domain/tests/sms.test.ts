import { startSmsServer, type TestSmsServer } from '@kolony/testkit/sms-server';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../src/foundation/database.ts';
import { startWorker } from '../src/foundation/job.worker.ts';
import type { Scope } from '../src/foundation/scope.ts';
import { renderSms, type Sms, type SmsSettings } from '../src/foundation/sms.ts';
import { keepLog, makeBrand, openStory, until, write } from './story.ts';

const code: Sms = {
  to: '+8613812345678',
  locale: 'zh-CN',
  template: 'sign_in_code',
  values: { brand: '茶馆', code: '012345', minutes: '5' },
  until: new Date(Date.now() + 300_000).toISOString(),
};

async function smsServer(): Promise<TestSmsServer> {
  const server = await startSmsServer();
  onTestFinished(() => server.close());
  return server;
}

async function smsWorker(database: Database, url: string, sms: SmsSettings | null) {
  const log = keepLog();
  const tuning = { pollSeconds: 0.5, superviseSeconds: 1 };
  const worker = await startWorker({ database, url, log, jobs: [], mail: null, sms, tuning });
  onTestFinished(() => worker.stop());
  return log;
}

const send = (database: Database, scope: Scope, sms: Sms = code) =>
  write(database, scope, async (tx) => tx.emit('sms.send', sms));

test('a message arrives as text and as template with its values, once, and operators see no job of it', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const server = await smsServer();
  await smsWorker(database, url, server);
  await send(database, brand.scope);
  await until(
    async () => server.received,
    ([sms]) => sms !== undefined,
  );
  expect(server.received).toEqual([
    {
      to: '+8613812345678',
      text: '【茶馆】您的登录验证码是 012345,5 分钟内有效。请勿告诉他人。',
      locale: 'zh-CN',
      template: 'sign_in_code',
      values: code.values,
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  ]);
  const jobs = await database.read(brand.scope, ({ query }) => query('select id from job'));
  expect(jobs).toEqual([]);
});

test('the number and the code lie sealed in the outbox', async () => {
  const { database, admin } = await openStory();
  const brand = await makeBrand(database);
  await send(database, brand.scope);
  const { rows } = await admin.query<{ payload: unknown }>('select payload from outbox_message');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/012345|13812345678|茶馆/);
});

test('a gateway that is busy, limits, hangs up or answers nonsense is asked again with the same key', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  for (const answer of ['busy', 'rate-limited', 'hang-up', 'take-and-hang-up', 'garbage'] as const) {
    const server = await smsServer();
    server.answers.push(answer);
    const log = keepLog();
    const tuning = { pollSeconds: 0.5, superviseSeconds: 1 };
    const worker = await startWorker({ database, url, log, jobs: [], mail: null, sms: server, tuning });
    await send(database, brand.scope);
    await until(
      async () => log.lines,
      (lines) => lines.some(({ message }) => message === 'text message sent'),
    );
    await worker.stop();
    expect([answer, server.offered(), server.received.length]).toEqual([answer, 2, 1]);
  }
});

test.each(['number-rejected', 'blocked'] as const)(
  'a number that is %s is not tried again',
  async (answer) => {
    const { database, url } = await openStory();
    const brand = await makeBrand(database);
    const server = await smsServer();
    server.answers.push(answer);
    const log = await smsWorker(database, url, server);
    await send(database, brand.scope);
    const lines = await until(
      async () => log.lines,
      (seen) => seen.some(({ level }) => level === 'error'),
    );
    expect(lines.find(({ level }) => level === 'error')).toMatchObject({
      message: 'the job failed for good',
      fields: { code: 'SMS_REFUSED' },
    });
    expect(server.offered()).toBe(1);
    expect(JSON.stringify(lines)).not.toMatch(/13812345678|012345/);
  },
);

test('a message that came too late, or without a gateway, is not sent', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const server = await smsServer();
  const log = await smsWorker(database, url, server);
  await send(database, brand.scope, { ...code, until: new Date(Date.now() - 1).toISOString() });
  await until(
    async () => log.lines,
    (lines) => lines.some(({ message }) => message.includes('too late')),
  );
  expect(server.offered()).toBe(0);
});

test('a message says the same in both languages, and one that lacks a value is refused before anything is written', async () => {
  expect(renderSms({ ...code, locale: 'en' })).toBe(
    '茶馆: your sign-in code is 012345. It works for 5 minutes. Tell nobody.',
  );
  const { database } = await openStory();
  const brand = await makeBrand(database);
  await expect(send(database, brand.scope, { ...code, values: { brand: 'x' } })).rejects.toThrow('lacks');
});
