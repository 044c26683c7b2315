import { startSmtpServer, type TestSmtpServer } from '@kolony/testkit/smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../src/foundation/database.ts';
import { startWorker } from '../src/foundation/job.worker.ts';
import { renderMail } from '../src/foundation/mail.templates.ts';
import type { Mail } from '../src/foundation/mail.ts';
import { type Scope, systemScope } from '../src/foundation/scope.ts';
import { retryJob } from '../src/job/job.service.ts';
import { keepLog, makeBrand, openStory, until, write } from './story.ts';

const link = 'https://kolony.example.com/invitation?token=s3cret-t0ken';
const invitation: Mail = {
  to: 'lin@example.com',
  locale: 'zh-CN',
  template: 'invitation',
  values: { brandName: '茶 & 咖啡 <script>', inviterName: '王小明', url: link },
};

async function smtp(): Promise<TestSmtpServer> {
  const server = await startSmtpServer({ user: 'kolony', password: 'pass' });
  onTestFinished(() => server.close());
  return server;
}

async function mailWorker(database: Database, url: string, smtpUrl: string | null) {
  const log = keepLog();
  const mail = smtpUrl ? { url: smtpUrl, from: 'Kolony <noreply@kolony.example.com>' } : null;
  const tuning = { pollSeconds: 0.5, superviseSeconds: 1 };
  const worker = await startWorker({ database, url, log, jobs: [], mail, tuning });
  onTestFinished(() => worker.stop());
  return log;
}

const send = (database: Database, scope: Scope, mail: Mail) =>
  write(database, scope, async (tx) => tx.emit('mail.send', mail));

const mailJobs = (database: Database, scope: Scope) => () =>
  database.read(scope, ({ query }) =>
    query<{ id: string; status: string; error: string | null; attempts: number; input: object }>(
      `select id, status, error, attempts, input from job where name = 'mail.send' order by id`,
    ),
  );

test('a mail arrives as text and HTML, values escaped, and nothing of it stays behind', async () => {
  const { database, url, admin } = await openStory();
  const brand = await makeBrand(database);
  const server = await smtp();
  await mailWorker(database, url, server.url);
  await send(database, brand.scope, invitation);
  await until(mailJobs(database, brand.scope), ([job]) => job?.status === 'completed');

  expect(server.received).toHaveLength(1);
  const { from, to, mail } = server.received[0] ?? {};
  expect({ from, to }).toEqual({ from: 'noreply@kolony.example.com', to: ['lin@example.com'] });
  expect(mail?.subject).toBe('王小明 邀请您加入 茶 & 咖啡 <script>');
  expect(mail?.text).toContain(link);
  expect(mail?.html).toContain(`href="${link}"`);
  expect(mail?.html).toContain('茶 &amp; 咖啡 &lt;script&gt;');
  expect(mail?.html).not.toContain('<script>');

  const [job] = await mailJobs(database, brand.scope)();
  expect(job?.input).toEqual({ template: 'invitation' });
  const queue = await admin.query('select data::text from pgboss.job where name = $1', ['mail.send']);
  expect(JSON.stringify(queue.rows)).not.toContain('s3cret');
});

test('the link and the address lie sealed in the outbox', async () => {
  const { database, admin } = await openStory();
  await send(database, systemScope(), {
    ...invitation,
    template: 'password_reset',
    values: { name: 'Lin', url: link },
  });
  const { rows } = await admin.query<{ payload: unknown }>('select payload from outbox_message');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/s3cret|lin@example|Lin/);
});

test('a mail that lacks a value is refused before anything is written', async () => {
  const { database } = await openStory();
  await expect(
    send(database, systemScope(), { ...invitation, values: { brandName: 'Tea', inviterName: 'Lin' } }),
  ).rejects.toThrow('lacks url');
});

test('a busy server or one that hangs up is tried again, with the same Message-ID', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const server = await smtp();
  server.answers.push('busy', 'take-and-hang-up', 'hang-up');
  await mailWorker(database, url, server.url);
  await send(database, brand.scope, invitation);
  const look = mailJobs(database, brand.scope);
  for (const attempts of [1, 2, 3]) {
    const [job] = await until(look, ([row]) => row?.status === 'retrying' && row.attempts === attempts);
    expect(job?.error).toBe('MAIL_UNAVAILABLE');
    // What would come after minutes. The queue hears of it a little later than the job's own record.
    await until(
      async () =>
        (
          await database.pool.query<{ id: string }>(
            `update pgboss.job set start_after = now() where name = 'mail.send' and state = 'retry' returning id`,
          )
        ).rows,
      ({ length }) => length === 1,
    );
  }
  await until(look, ([job]) => job?.status === 'completed');
  expect(server.offered()).toBe(4);
  expect(new Set(server.received.map(({ mail }) => mail.messageId)).size).toBe(1);
  expect(server.received).toHaveLength(2);
});

test('a refused addressee is not tried again; operators see it and can send it again', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const server = await smtp();
  server.answers.push('refuse-addressee', 'refuse-text');
  await mailWorker(database, url, server.url);
  const look = mailJobs(database, brand.scope);
  for (const at of [0, 1]) {
    await send(database, brand.scope, invitation);
    const jobs = await until(look, (rows) => rows[at]?.status === 'dead');
    expect(jobs[at]).toMatchObject({ error: 'MAIL_REFUSED', attempts: 1 });
  }
  const id = (await look())[0]?.id ?? '';
  await database.write(brand.scope, (tx) => retryJob(tx, id));
  await until(look, ([job]) => job?.status === 'completed');
  expect(server.received).toHaveLength(1);
});

test('a wrong password of the mail account is a setting to mend, not the end of the mail', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const server = await smtp();
  await mailWorker(database, url, server.url.replace('pass', 'wrong'));
  await send(database, brand.scope, invitation);
  const [job] = await until(mailJobs(database, brand.scope), ([row]) => row?.status === 'retrying');
  expect(job?.error).toBe('MAIL_UNAVAILABLE');
});

test('without a mail server it is said in the log, without the link', async () => {
  const { database, url } = await openStory();
  const brand = await makeBrand(database);
  const log = await mailWorker(database, url, null);
  await send(database, brand.scope, invitation);
  await until(mailJobs(database, brand.scope), ([job]) => job?.status === 'completed');
  expect(log.lines.some(({ level, message }) => level === 'info' && message.includes('SMTP_URL'))).toBe(true);
  expect(JSON.stringify(log.lines)).not.toMatch(/s3cret|lin@example/);
});

test('every template says the same values in both languages', () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const reset = renderMail({
      ...invitation,
      locale,
      template: 'password_reset',
      values: { name: 'A "B"', url: link },
    });
    expect(reset.text).toContain('A "B"');
    expect(reset.html).toContain('A &quot;B&quot;');
    expect(reset.html.match(/s3cret/g)).toHaveLength(2);
    const invited = renderMail({
      ...invitation,
      locale,
      values: { ...invitation.values, inviterName: 'Eve\r\nBcc: all@example.com' },
    });
    expect(invited.subject).not.toMatch(/[\r\n]/);
  }
});
