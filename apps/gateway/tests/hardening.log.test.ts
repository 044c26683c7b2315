import { Writable } from 'node:stream';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { loggerOptions } from '../src/server/log.ts';

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
