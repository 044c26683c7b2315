import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Database } from '@kolony/domain/foundation/database';
import { done } from '@kolony/domain/foundation/errors';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { systemScope } from '@kolony/domain/foundation/scope';
import { testDatabase } from '@kolony/testkit/database';
import { startSmtpServer } from '@kolony/testkit/smtp-server';
import { expect, onTestFinished, test } from 'vitest';

const secret = 'a secret of more than thirty-two characters';
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Started {
  child: ChildProcess;
  /** All that it has printed. */
  output(): string;
  /** Resolves when it has printed this. */
  prints(text: string): Promise<void>;
}

/** The worker as a process of its own, with nothing in its environment but this. */
function start(env: Record<string, string>): Started {
  const script = `import { runnerImport } from 'vite'; await runnerImport(${JSON.stringify(main)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  return {
    child,
    output: () => text,
    async prints(wanted) {
      while (!text.includes(wanted)) {
        if (child.exitCode !== null) throw new Error(`it ended: ${text}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

const exitOf = async ({ child }: Started): Promise<number | null> =>
  child.exitCode ?? ((await once(child, 'exit'))[0] as number | null);

test('each setting that is missing or wrong is named, with what it should be', async () => {
  const missing = start({ SMTP_URL: 'mail.example.com' });
  expect(await exitOf(missing)).toBe(1);
  expect(missing.output()).toMatch(
    /DATABASE_URL must be set.*KOLONY_SECRET must be set.*SMTP_URL must be an SMTP/s,
  );
});

test('it takes what others left, sends the mail, and ends cleanly when told', async () => {
  const made = await testDatabase();
  const database = await Database.open({ url: made.url, poolSize: 2 });
  database.useKeyring(await loadKeyring(database, secret));
  const smtp = await startSmtpServer();
  onTestFinished(async () => {
    await database.close();
    await smtp.close();
    await made.drop();
  });
  await database.write(systemScope(), async (tx) => {
    const values = { name: 'Lin', url: 'https://kolony.example.com/password-reset?token=t' };
    tx.emit('mail.send', { to: 'lin@example.com', locale: 'en', template: 'password_reset', values });
    return done(undefined);
  });

  const worker = start({ DATABASE_URL: made.url, KOLONY_SECRET: secret, SMTP_URL: smtp.url });
  await worker.prints('mail sent');
  expect(smtp.received.map(({ to }) => to)).toEqual([['lin@example.com']]);
  worker.child.kill('SIGTERM');
  expect(await exitOf(worker)).toBe(0);
  expect(worker.output()).toContain('ended');
  expect(worker.output()).not.toContain('token=t');
});

test('another secret than that of the database is refused', async () => {
  const made = await testDatabase();
  onTestFinished(() => made.drop());
  const database = await Database.open({ url: made.url, poolSize: 2 });
  await loadKeyring(database, secret);
  await database.close();
  const worker = start({
    DATABASE_URL: made.url,
    KOLONY_SECRET: 'quite another secret, of forty characters',
  });
  expect(await exitOf(worker)).toBe(1);
  expect(worker.output()).toContain('KOLONY_SECRET is not the one');
});
