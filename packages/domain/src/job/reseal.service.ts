import type { Database, Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { brandScope, type Scope, systemScope } from '../foundation/scope.ts';
import { brandIds } from './every-brand.ts';

const batch = 500;

/** A column that holds sealed values: in tables of brands known by its name, which ends in `_sealed`. */
interface SealedColumn {
  table: string;
  column: string;
  /** The column of the primary key that isn't the brand's: a UUID. */
  key: string;
}

const systemColumns: SealedColumn[] = [
  { table: 'operator_credential', column: 'totp_secret', key: 'operator_id' },
];

/**
 * Seals one brand's values with the active key, in steps that can be broken off and taken up at any time. Tells after
 * each step how many of all are done.
 */
export async function resealBrand(
  database: Database,
  scope: Scope,
  signal: AbortSignal,
  onStep: (count: number, all: number) => void,
): Promise<void> {
  const columns = await sealedColumns(database, scope);
  const all = await countSealedWithOthers(database, scope, columns);
  let count = 0;
  for (const column of columns) {
    count += await resealColumn(database, scope, column, signal, (step) => onStep(count + step, all));
  }
  await noteResealed(database, scope, count);
}

/** Seals the values of the installation with the active key: the secrets of operators' second factors. */
export async function resealInstallation(database: Database): Promise<void> {
  let count = 0;
  for (const column of systemColumns) {
    count += await resealColumn(database, systemScope(), column, new AbortController().signal, () => undefined);
  }
  await noteResealed(database, systemScope(), count);
}

/** How many values, of all brands and of the installation, are sealed with another key than the active one. */
export async function countSealedWithOldKeys(database: Database): Promise<number> {
  let count = await countSealedWithOthers(database, systemScope(), systemColumns);
  for (const id of await brandIds(database)) {
    const scope = brandScope(id);
    count += await countSealedWithOthers(database, scope, await sealedColumns(database, scope));
  }
  return count;
}

async function sealedColumns(database: Database, scope: Scope): Promise<SealedColumn[]> {
  return await database.read(scope, ({ query }) =>
    query<SealedColumn>(
      `select c.relname as table, a.attname as column, 'id' as key
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname like '%\\_sealed'
         and a.atttypid = 'bytea'::regtype and not a.attisdropped
       order by 1, 2`,
    ),
  );
}

// The id of the key stands in bytes 2 to 5 of a sealed value.
const sealedWithOther = (column: string) => `"${column}" is not null and substring("${column}" from 2 for 4) <> $1`;

async function countSealedWithOthers(database: Database, scope: Scope, columns: SealedColumn[]): Promise<number> {
  return await database.read(scope, async ({ query }) => {
    let count = 0;
    for (const { table, column } of columns) {
      const [row] = await query<{ count: string }>(
        `select count(*) from "${table}" where ${sealedWithOther(column)}`,
        [activeKey(database)],
      );
      count += Number(row?.count ?? 0);
    }
    return count;
  });
}

async function resealColumn(
  database: Database,
  scope: Scope,
  column: SealedColumn,
  signal: AbortSignal,
  onStep: (count: number) => void,
): Promise<number> {
  for (let count = 0; ; onStep(count)) {
    signal.throwIfAborted();
    const outcome = await database.write(scope, async (tx) => done(await resealBatch(tx, column)));
    const resealed = outcome.ok ? outcome.value : 0;
    count += resealed;
    if (resealed < batch) return count;
  }
}

async function resealBatch(tx: Transaction, { table, column, key }: SealedColumn): Promise<number> {
  const rows = await tx.query<{ id: string; sealed: Buffer }>(
    `select "${key}" as id, "${column}" as sealed from "${table}" where ${sealedWithOther(column)}
     limit ${batch} for update`,
    [activeKey(tx)],
  );
  if (rows.length === 0) return 0;
  const resealed = rows.map(({ id, sealed }) => ({
    id,
    sealed: tx.keyring.seal(tx.keyring.open(sealed)).toString('hex'),
  }));
  await tx.query(
    `update "${table}" t set "${column}" = decode(r.sealed, 'hex')
     from jsonb_to_recordset($1) r(id uuid, sealed text) where t."${key}" = r.id`,
    [JSON.stringify(resealed)],
  );
  return rows.length;
}

function activeKey({ keyring }: { keyring: Transaction['keyring'] }): Buffer {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(keyring.activeKeyId);
  return id;
}

async function noteResealed(database: Database, scope: Scope, count: number): Promise<void> {
  if (count === 0) return;
  await database.write(scope, async (tx) => {
    tx.audit({
      action: 'encryptionKey.reseal',
      subjectType: 'EncryptionKey',
      changes: [
        {
          id: scope.brandId ?? '00000000-0000-0000-0000-000000000000',
          before: null,
          after: { values: count, keyId: database.keyring.activeKeyId },
        },
      ],
    });
    return done(undefined);
  });
}
