import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Database, ReadTransaction, Transaction } from '../foundation/database.ts';
import { DomainError } from '../foundation/errors.ts';
import { newId, noId } from '../foundation/ids.ts';
import type { Keyring } from '../foundation/keyring.ts';
import { permissions as knownPermissions, type Permission } from '../foundation/permissions.ts';
import type { Scope } from '../foundation/scope.ts';

/** Bytes of a file in one row. Small enough that a batch of rows that are sealed anew stays small too. */
const pieceBytes = 48 * 1024;
const piecesAtOnce = 8;
/** The size of a file that is still being written. */
const unfinished = -1;

export interface StoredFile {
  id: string;
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** What whoever takes it out must be permitted: all of these. */
  permissions: readonly Permission[];
}

/** A file on disk that is to be stored; see `receiveFile`. */
export interface FileToStore {
  name: string;
  contentType: string;
  path: string;
  /** Bytes. */
  size: number;
  sha256: Buffer;
  /** What whoever takes it out must be permitted: all of these. */
  permissions: readonly Permission[];
}

/** Stores a file whole, sealed piece by piece, without holding it in memory. Returns its id. */
export async function storeFile(tx: Transaction, file: FileToStore): Promise<string> {
  const id = await beginFile(tx, file);
  let position = 0;
  let pieces: Buffer[] = [];
  for await (const piece of createReadStream(file.path, { highWaterMark: pieceBytes })) {
    pieces.push(piece);
    if (pieces.length < piecesAtOnce) continue;
    position = await insertPieces(tx, id, position, pieces);
    pieces = [];
  }
  await insertPieces(tx, id, position, pieces);
  await tx.query('update stored_file set size = $2, sha256 = $3 where id = $1', [id, file.size, file.sha256]);
  return id;
}

/** Begins a file that is written in several transactions. Nobody can read it before `finishFile`. Returns its id. */
export async function beginFile(
  tx: Transaction,
  { name, contentType, permissions }: Pick<FileToStore, 'name' | 'contentType' | 'permissions'>,
): Promise<string> {
  const id = newId();
  await tx.query(
    `insert into stored_file (brand_id, id, name, content_type, size, sha256, permissions, created_by, created_at)
     values ($1, $2, $3, $4, $5, '', $6, $7, $8)`,
    [tx.brandId, id, name, contentType, unfinished, permissions, tx.scope.actor.id, tx.now],
  );
  return id;
}

/** Adds a text to the end of a file that was begun. */
export async function appendToFile(tx: Transaction, id: string, text: string): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.subarray(at, at + pieceBytes));
  const [row] = await tx.query<{ next: number }>(
    'select coalesce(max(position) + 1, 0) as next from stored_file_chunk where file_id = $1',
    [id],
  );
  await insertPieces(tx, id, row?.next ?? 0, pieces);
}

/** Ends a file that was begun: from now on it can be read. Of one that is finished nothing changes. */
export async function finishFile(tx: Transaction, id: string): Promise<void> {
  const hash = createHash('sha256');
  let size = 0;
  for (let position = 0; ; position += piecesAtOnce) {
    const pieces = await loadPieces(tx, tx.keyring, id, position);
    if (pieces.length === 0) break;
    for (const piece of pieces) {
      hash.update(piece);
      size += piece.length;
    }
  }
  await tx.query('update stored_file set size = $2, sha256 = $3 where id = $1 and size = $4', [
    id,
    size,
    hash.digest(),
    unfinished,
  ]);
}

/** Takes a file up again that was finished, to add to it. Nobody can read it until it is finished anew. */
export async function reopenFile(tx: Transaction, id: string): Promise<void> {
  await tx.query('update stored_file set size = $2 where id = $1', [id, unfinished]);
}

/** Deletes files with their contents. */
export async function deleteFiles(tx: Transaction, ids: readonly (string | null)[]): Promise<void> {
  await tx.query('delete from stored_file where id = any ($1::uuid[])', [ids.filter((id) => id !== null)]);
}

/** What is known of a file; undefined for one that the scope doesn't hold or that is not finished. */
export async function fileOf(tx: ReadTransaction, id: string): Promise<StoredFile | undefined> {
  const [row] = await tx.query<{ name: string; content_type: string; size: string; permissions: string[] }>(
    'select name, content_type, size, permissions from stored_file where id = $1 and size <> $2',
    [id, unfinished],
  );
  const needed = knownPermissions.filter((known) => row?.permissions.includes(known));
  // One that only another build knows is nobody's.
  if (!row || needed.length < row.permissions.length) return undefined;
  const { name, content_type: contentType } = row;
  return { id, name, contentType, size: Number(row.size), permissions: needed };
}

/**
 * The contents of a file, a few pieces at a time, each read in a transaction of its own: a slow reader holds nothing.
 * @throws DomainError NOT_FOUND when it isn't there, or was deleted meanwhile
 */
export async function* readFile(database: Database, scope: Scope, id: string): AsyncGenerator<Buffer> {
  const file = await database.read(scope, (tx) => fileOf(tx, id));
  if (!file) throw new DomainError('NOT_FOUND', { noun: 'StoredFile' });
  let left = file.size;
  for (let position = 0; left > 0; position += piecesAtOnce) {
    const pieces = await database.read(scope, (tx) => loadPieces(tx, database.keyring, id, position));
    if (pieces.length === 0) throw new DomainError('NOT_FOUND', { noun: 'StoredFile' });
    for (const piece of pieces) {
      left -= piece.length;
      yield piece;
    }
  }
}

async function insertPieces(
  tx: Transaction,
  fileId: string,
  from: number,
  pieces: readonly Buffer[],
): Promise<number> {
  if (pieces.length === 0) return from;
  // Sealing takes text: bytes go in as base64.
  const sealed = pieces.map((piece) =>
    tx.keyring.seal(piece.toString('base64'), 'stored_file_chunk.data_sealed', tx.brandId),
  );
  await tx.query(
    `insert into stored_file_chunk (brand_id, id, file_id, position, data_sealed)
     select $1, p.id, $2, $3 + p.n - 1, p.data
     from unnest($4::uuid[], $5::bytea[]) with ordinality p(id, data, n)`,
    [tx.brandId, fileId, from, pieces.map(() => newId()), sealed],
  );
  return from + pieces.length;
}

async function loadPieces(
  tx: ReadTransaction,
  keyring: Keyring,
  fileId: string,
  from: number,
): Promise<Buffer[]> {
  const rows = await tx.query<{ data: Buffer }>(
    `select data_sealed as data from stored_file_chunk
     where file_id = $1 and position >= $2 and position < $2 + $3 order by position`,
    [fileId, from, piecesAtOnce],
  );
  const brandId = tx.scope.brandId ?? noId;
  return rows.map(({ data }) =>
    Buffer.from(keyring.open(data, 'stored_file_chunk.data_sealed', brandId), 'base64'),
  );
}
