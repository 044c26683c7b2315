import type { Transaction } from '../foundation/database.ts';

interface SealedRow {
  id: string;
  sealed: (string | null)[];
}

/**
 * Seals anew, with the active key, up to `batch` members and as many identities of the brand that are sealed with another
 * key; gives how many of both remain. Call it until none do; only then may the old key go. No version counts up: nothing
 * that anyone sees has changed.
 */
export async function resealMembers(tx: Transaction, batch = 1000): Promise<number> {
  await reseal(tx, 'member', ['real_name_sealed', 'address_sealed'], batch);
  await reseal(tx, 'member_identity', ['value_sealed'], batch);
  const [remaining] = await tx.query<{ count: string }>(
    `select (select count(*) from member where ${isOld('real_name_sealed')} or ${isOld('address_sealed')})
       + (select count(*) from member_identity where ${isOld('value_sealed')}) as count`,
    [activeKey(tx)],
  );
  return Number(remaining?.count ?? 0);
}

async function reseal(
  tx: Transaction,
  table: string,
  columns: readonly string[],
  batch: number,
): Promise<void> {
  const hex = columns.map((column) => `encode(${column}, 'hex')`);
  const rows = await tx.query<SealedRow>(
    `select id, array[${hex.join(', ')}] as sealed from ${table}
     where ${columns.map(isOld).join(' or ')} limit $2 for no key update`,
    [activeKey(tx), batch],
  );
  if (rows.length === 0) return;
  const anew = (sealed: string | null | undefined) =>
    sealed ? `\\x${tx.keyring.seal(tx.keyring.open(Buffer.from(sealed, 'hex'))).toString('hex')}` : null;
  const values = rows.map(({ id, sealed }) => ({
    id,
    ...Object.fromEntries(columns.map((column, at) => [column, anew(sealed[at])])),
  }));
  await tx.query(
    `update ${table} t set ${columns.map((column) => `${column} = r.${column}`).join(', ')}
     from json_to_recordset($1) r(id uuid, ${columns.map((column) => `${column} bytea`).join(', ')})
     where t.brand_id = $2 and t.id = r.id`,
    [JSON.stringify(values), tx.brandId],
  );
}

/** Whether a sealed column names another key than the active one: bytes 2 to 5, see `Keyring.seal`. */
function isOld(column: string): string {
  return `substring(${column} from 2 for 4) <> decode($1, 'hex')`;
}

function activeKey(tx: Transaction): string {
  return tx.keyring.activeKeyId.toString(16).padStart(8, '0');
}
