import { shipDocuments, shippedDocument } from '@kolony/domain/document/document.service';
import type { Database } from '@kolony/domain/foundation/database';
import { done, message } from '@kolony/domain/foundation/errors';
import { systemScope } from '@kolony/domain/foundation/scope';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Env } from '../../env.ts';
import { anonymousScope } from '../caller.ts';
import { BoundedTexts } from './bounded-texts.ts';
import { isForBrowser } from './browser.ts';
import { readsOnlySchema } from './only-schema.ts';
import { hashOf, readShipped } from './shipped.ts';

const registeredBytes = 8_000_000;
const shippedElsewhereBytes = 4_000_000;
/** After so long a document of another release is looked up again: it may have been deleted. */
const shippedElsewhereMs = 60_000;
/** Names of no document, which are not looked up again for so long. */
const unknownBytes = 2_000_000;
const unknownMs = 5_000;
const hashForm = /^[0-9a-f]{64}$/;

/** A document as a request has it: its text, or its name, or both. */
export interface AskedDocument {
  query?: unknown;
  hash?: unknown;
}

/**
 * Documents by name. Those of consoles (of this release, and by way of the database of those before and after it) are
 * trusted; those that clients register, by "automatic persisted queries", are kept in this process only, where a miss has
 * the client send the text again.
 */
export class Documents {
  readonly #here: ReadonlyMap<string, string>;
  readonly #elsewhere = new BoundedTexts(shippedElsewhereBytes, shippedElsewhereMs);
  readonly #unknown = new BoundedTexts(unknownBytes, unknownMs);
  readonly #registered = new BoundedTexts(registeredBytes);
  readonly #database: Database;
  readonly #env: Env;

  private constructor(here: ReadonlyMap<string, string>, database: Database, env: Env) {
    this.#here = here;
    this.#database = database;
    this.#env = env;
  }

  /** Those of the console in the folder, made known to the processes of other releases. */
  static async open(database: Database, env: Env, consoleDir?: string): Promise<Documents> {
    const shipped = await readShipped(consoleDir, env.KOLONY_TRUSTED_DOCUMENTS);
    if (shipped.length > 0) {
      await database.write(systemScope(), async (tx) => {
        await shipDocuments(tx, shipped);
        return done(null);
      });
    }
    return new Documents(new Map(shipped.map(({ hash, document }) => [hash, document])), database, env);
  }

  /** What is held of documents that this release didn't bring, in bytes. */
  get bytes(): number {
    return this.#elsewhere.bytes + this.#registered.bytes;
  }

  /** What Apollo Server takes for its cache of persisted queries. */
  readonly persisted = {
    get: async (key: string) => {
      const hash = key.slice(key.indexOf(':') + 1);
      // Either has the same text: a name is the hash of it.
      return this.#registered.get(hash) ?? (await this.#trusted(hash));
    },
    set: async (key: string, text: string) => this.#registered.set(key.slice(key.indexOf(':') + 1), text),
    delete: async (key: string) => this.#registered.delete(key.slice(key.indexOf(':') + 1)),
  };

  /**
   * Throws DOCUMENT_NOT_TRUSTED unless the request may send this document: where KOLONY_TRUSTED_DOCUMENTS is on, the
   * sessions of browsers send those of consoles, and ask for the schema; tokens send what they like.
   * @param count called before a name is looked up that isn't known here: it may throw
   */
  async admit(
    request: FastifyRequest,
    { query, hash }: AskedDocument,
    count: () => Promise<unknown>,
  ): Promise<void> {
    if (!this.#env.KOLONY_TRUSTED_DOCUMENTS || !isForBrowser(request, this.#env)) return;
    if (typeof query === 'string') {
      if ((await this.#trusted(hashOf(query), count)) !== undefined || readsOnlySchema(query)) return;
    } else if (typeof hash === 'string' && (await this.#trusted(hash, count)) !== undefined) return;
    else if (hash === undefined) return; // Without any document it is refused as that.
    throw new GraphQLError(message('DOCUMENT_NOT_TRUSTED', anonymousScope(request).locale), {
      extensions: { code: 'DOCUMENT_NOT_TRUSTED', requestId: request.id, http: { status: 403 } },
    });
  }

  async #trusted(hash: string, count?: () => Promise<unknown>): Promise<string | undefined> {
    if (!hashForm.test(hash)) return undefined;
    const known = this.#here.get(hash) ?? this.#elsewhere.get(hash);
    if (known !== undefined || this.#unknown.get(hash) !== undefined) return known;
    await count?.();
    const found = await this.#database.read(systemScope(), (tx) => shippedDocument(tx, hash));
    if (found === undefined) this.#unknown.set(hash, '');
    else this.#elsewhere.set(hash, found);
    return found;
  }
}

/** The document that a request to the API has in its body, or in its address. */
export function askedDocument({ method, body, query: search }: FastifyRequest): AskedDocument {
  const from = method === 'GET' ? search : body;
  if (!isRecord(from)) return {};
  const { query, extensions } = from;
  const parsed = typeof extensions === 'string' ? parseJson(extensions) : extensions;
  const persisted = isRecord(parsed) ? parsed.persistedQuery : undefined;
  return { query, hash: isRecord(persisted) ? persisted.sha256Hash : undefined };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
