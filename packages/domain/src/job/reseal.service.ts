import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { noId } from '../foundation/ids.ts';
import { brandScope, type Scope, systemScope } from '../foundation/scope.ts';
import {
  type OperatorColumn,
  type SealedColumn,
  sealedColumns,
  tableAndColumn,
} from '../foundation/sealed-places.ts';
import { brandIds } from './every-brand.ts';

const batch = 500;
const batchBytes = 4 * 1024 * 1024;

/** Ciphertexts to seal anew. */
interface Column {
  place: SealedColumn | OperatorColumn;
  table: string;
  column: string;
  /** The UUID that names a row, beside its brand. */
  key: 'id' | 'operator_id';
}

const columnsOfBrands: readonly Column[] = sealedColumns.map((place) => ({
  place,
  ...tableAndColumn(place),
  key: 'id',
}));
const secondFactors = 'operator_credential.totp_secret';
const columnsOfInstallation: readonly Column[] = [
  { place: secondFactors, ...tableAndColumn(secondFactors), key: 'operator_id' },
];

/**
 * Seals one brand's values with the active key: all of `sealedColumns`, in steps that can be broken
 * off and taken up at any time. No version counts up, for nothing that anyone sees has changed. Tells after each step
 * how many of all are done.
 */
export async function resealBrand(
  database: Database,
  scope: Scope,
  signal: AbortSignal,
  onStep: (count: number, all: number) => void,
): Promise<void> {
  const all = await countOld(database, scope, columnsOfBrands);
  let count = 0;
  for (const column of columnsOfBrands) {
    for (let resealed = 1; resealed > 0; onStep(count, all)) {
      signal.throwIfAborted();
      resealed = await write(database, scope, (tx) => resealBatch(tx, column));
      count += resealed;
    }
  }
  await noteResealed(database, scope, count);
}

/** Seals the values of the installation with the active key: the secrets of operators' second factors. */
export async function resealInstallation(database: Database): Promise<void> {
  let count = 0;
  for (const column of columnsOfInstallation) {
    for (let resealed = 1; resealed > 0; ) {
      resealed = await write(database, systemScope(), (tx) => resealBatch(tx, column));
      count += resealed;
    }
  }
  await noteResealed(database, systemScope(), count);
}

/** How many values, of all brands and of the installation, are sealed with another key than the active one. */
export async function countSealedWithOldKeys(database: Database): Promise<number> {
  let count = await countOld(database, systemScope(), columnsOfInstallation);
  for (const id of await brandIds(database))
    count += await countOld(database, brandScope(id), columnsOfBrands);
  return count;
}

async function countOld(database: Database, scope: Scope, columns: readonly Column[]): Promise<number> {
  return await write(database, scope, async (tx) => {
    let count = 0;
    for (const { table, column } of columns) {
      const [row] = await tx.query<{ count: string }>(
        `select count(*) from "${table}" where ${isOld(column)}`,
        [activeKey(tx)],
      );
      count += Number(row?.count ?? 0);
    }
    return count;
  });
}

/** As many values as a transaction takes: `batch` small ones, or fewer of those that are large; one at least. */
async function resealBatch(tx: Transaction, { place, table, column, key }: Column): Promise<number> {
  const rows = await tx.query<{ id: string; sealed: Buffer }>(
    `with old as (
       select "${key}" as id, octet_length("${column}") as bytes from "${table}" where ${isOld(column)} limit ${batch}
     ), chosen as (select id from (select id, sum(bytes) over (order by id) - bytes as before from old) o where before < $2)
     select "${key}" as id, "${column}" as sealed from "${table}" where "${key}" in (select id from chosen)
     for no key update`,
    [activeKey(tx), batchBytes],
  );
  if (rows.length === 0) return 0;
  const resealed = rows.map(({ id, sealed }) => {
    const owner = key === 'operator_id' ? id : tx.brandId;
    return tx.keyring.seal(tx.keyring.open(sealed, place, owner), place, owner);
  });
  await tx.query(
    `update "${table}" t set "${column}" = r.sealed
     from unnest($1::uuid[], $2::bytea[]) r(id, sealed) where t."${key}" = r.id`,
    [rows.map(({ id }) => id), resealed],
  );
  return rows.length;
}

/** Whether a value names another key than the active one: in bytes 2 to 5, see `Keyring.seal`. */
function isOld(column: string): string {
  return `substring("${column}" from 2 for 4) <> $1`;
}

function activeKey({ keyring }: Transaction): Buffer {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(keyring.activeKeyId);
  return id;
}

async function noteResealed(database: Database, scope: Scope, count: number): Promise<void> {
  if (count === 0) return;
  const id = scope.brandId ?? noId;
  const after = { values: count, keyId: database.keyring.activeKeyId };
  await write(database, scope, async (tx) =>
    tx.audit({
      action: 'encryptionKey.reseal',
      subjectType: 'EncryptionKey',
      changes: [{ id, before: null, after }],
    }),
  );
}

async function write<T>(database: Database, scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const outcome = await database.write(scope, async (tx) => done(await work(tx)));
  if (!outcome.ok) throw new Error('values could not be sealed anew');
  return outcome.value;
}
