import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { tooLarge } from '@kolony/domain/file/temporary-file';
import type { Database } from '@kolony/domain/foundation/database';
import { DomainError } from '@kolony/domain/foundation/errors';
import { encodeId } from '@kolony/domain/foundation/ids';
import { largestImport, uploadImport } from '@kolony/domain/import/import.upload.service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../../env.ts';
import { identifyCaller } from '../../server/caller.ts';
import { permitted } from '../../server/permitted.ts';
import { answerFailure, refusedUpload } from './import.failure.ts';

interface Serving {
  database: Database;
  env: Env;
}

const types = [
  'application/octet-stream',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];
/** An upload that stands still for so long is broken off. */
const idleMs = 60_000;
/** What a refused client may still send before it is hung up on: many read the answer only when all is sent. */
const drainMs = 10_000;
const mostDrained = 3 * largestImport;

/**
 * Files that come in, beside GraphQL, which is no good at it: `POST /imports?kind=orders|members&name=<file>` takes a file
 * as its body and answers `{ importId }`. Refusals have the form of GraphQL's, in the caller's language:
 * `{ errors: [{ message, extensions: { code, requestId } }] }`.
 */
export function serveImports(app: FastifyInstance, serving: Serving): void {
  app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    // The body stays a stream: nothing reads it before the caller is known.
    inner.addContentTypeParser(types, (_request, _payload, parsed) => parsed(null));
    inner.setErrorHandler(answerFailure);
    inner.post('/imports', (request, reply) => receive(request, reply, serving));
  });
}

async function receive(request: FastifyRequest, reply: FastifyReply, serving: Serving): Promise<unknown> {
  const { database } = serving;
  try {
    const { scope } = await identifyCaller({ request, reply, ...serving });
    permitted(scope, 'IMPORT_RUN');
    // A page of another site can make a browser send its cookie, but not this header.
    if (request.headers.authorization === undefined && request.headers['kolony-csrf'] !== '1') {
      throw new DomainError('CSRF_HEADER_REQUIRED');
    }
    const { kind, name } = request.query as Record<string, unknown>;
    if (kind !== 'orders' && kind !== 'members') {
      throw new DomainError('BAD_USER_INPUT', { reason: '`kind` is `orders` or `members`' });
    }
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > largestImport) throw tooLarge(declared, largestImport);
    request.raw.setTimeout(idleMs, () => request.raw.destroy());
    const fileName = typeof name === 'string' ? name : 'import';
    const source = request.raw.iterator({ destroyOnReturn: false });
    const outcome = await uploadImport(database, scope, { kind, fileName, source });
    if (!outcome.ok) return await refusedUpload(reply, outcome.errors, scope.locale);
    return await reply.code(201).send({ importId: encodeId('Import', outcome.value) });
  } catch (error) {
    if (request.raw.destroyed && !request.raw.complete) {
      request.log.info({}, 'an upload broke off');
      return reply.hijack();
    }
    await drain(request.raw);
    reply.header('connection', 'close');
    throw error;
  }
}

/** Lets a client finish sending what nobody wants, within bounds, so that it comes to read the answer. */
async function drain(raw: IncomingMessage): Promise<void> {
  if (raw.complete || Number(raw.headers['content-length'] ?? 0) > mostDrained) return;
  let left = mostDrained;
  const stopped = new AbortController();
  raw.on('data', (piece: Buffer) => {
    left -= piece.length;
    if (left < 0) stopped.abort();
  });
  raw.once('close', () => stopped.abort());
  raw.once('end', () => stopped.abort());
  await sleep(drainMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
}
