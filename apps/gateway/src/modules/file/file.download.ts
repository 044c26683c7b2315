import { Readable } from 'node:stream';
import { downloadFile } from '@kolony/domain/file/download.service';
import type { Database } from '@kolony/domain/foundation/database';
import { DomainError } from '@kolony/domain/foundation/errors';
import { decodeIdOf } from '@kolony/domain/foundation/ids';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../../env.ts';
import { identifyCaller } from '../../server/caller.ts';
import { permitted } from '../../server/permitted.ts';
import { answerFailure } from '../import/import.failure.ts';

interface Serving {
  database: Database;
  env: Env;
}

/**
 * Files that go out, beside GraphQL: `GET /files/<brand>/<file>` gives a stored file to whoever is permitted what the file
 * asks for, with a session cookie alone, so that it works as a plain link. Refusals are
 * `{ errors: [{ message, extensions: { code, requestId } }] }` in the caller's language.
 */
export function serveFiles(app: FastifyInstance, serving: Serving): void {
  app.get('/files/:brand/:file', { errorHandler: answerFailure }, (request, reply) =>
    send(request, reply, serving),
  );
}

async function send(request: FastifyRequest, reply: FastifyReply, serving: Serving): Promise<FastifyReply> {
  const { brand, file } = request.params as Record<string, string>;
  // A link can't set a header: its path names the brand instead.
  request.headers['kolony-brand'] = brand ?? '';
  const { scope } = await identifyCaller({ request, reply, ...serving });
  permitted(scope, 'BRAND_READ');
  const id = decodeIdOf('StoredFile', file ?? '');
  if (!id) throw new DomainError('NOT_FOUND', { noun: 'StoredFile' });
  const { file: stored, contents } = await downloadFile(serving.database, scope, id);
  return reply
    .header('content-type', stored.contentType)
    .header('content-length', stored.size)
    .header('content-disposition', attachment(stored.name))
    .header('cache-control', 'private, no-store')
    .send(Readable.from(contents));
}

/** By RFC 6266: the name in UTF-8, and one of ASCII for old programs. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
