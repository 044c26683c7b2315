import { Writable } from 'node:stream';
import Fastify, { LogController } from 'fastify';
import { expect, it, vi } from 'vitest';
import { loggerOptions } from '../src/server/log.ts';
import { logRequests } from '../src/server/request-log.ts';

function logged(fields: object): string {
  let text = '';
  const stream = new Writable({
    write: (piece, _encoding, next) => {
      text += String(piece);
      next();
    },
  });
  const options = loggerOptions({ LOG_LEVEL: 'trace' });
  const logger = typeof options === 'object' ? { ...options, stream } : false;
  Fastify({ logger }).log.error(fields, 'operation failed');
  return text;
}

it('a log says of an error of the database which it is and where, and nothing of the row', () => {
  const row = 'Key (email)=(someone@example.com) already exists.';
  const error = Object.assign(new Error('duplicate key'), { code: '23505', table: 'operator', detail: row });
  const text = logged({ err: new Error('it failed', { cause: error }) });
  expect(JSON.parse(text).err).toMatchObject({
    type: 'Error',
    message: 'it failed',
    cause: { code: '23505', table: 'operator', message: 'duplicate key' },
  });
  expect(JSON.parse(text).err.stack).toContain('hardening.log.test');
  expect(text).not.toContain('someone@example.com');
  expect(logged({ err: error })).not.toContain('someone@example.com');
});

it('a request that its caller breaks off has its line in the log, and one that is answered has one only', async () => {
  const lines: { path: string; msg: string; status?: number }[] = [];
  const stream = new Writable({
    write: (piece, _encoding, next) => {
      lines.push(JSON.parse(String(piece)));
      next();
    },
  });
  const options = loggerOptions({ LOG_LEVEL: 'info' });
  const app = Fastify({
    logger: typeof options === 'object' ? { ...options, stream } : false,
    logController: new LogController({ disableRequestLogging: true }),
  });
  logRequests(app);
  const broken = new AbortController();
  app.get('/slow', async () => {
    broken.abort();
    await new Promise(() => undefined);
  });
  app.get('/quick', async () => 'done');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  await (await fetch(`${url}/quick?secret=1`)).text();
  await fetch(`${url}/slow`, { signal: broken.signal }).catch(() => undefined);
  await vi.waitFor(() => expect(lines.filter(({ path }) => path)).toHaveLength(2), 10_000);
  await app.close();
  expect(lines.filter(({ path }) => path)).toMatchObject([
    { path: '/quick', msg: 'request', status: 200 },
    { path: '/slow', msg: 'request broken off' },
  ]);
});
