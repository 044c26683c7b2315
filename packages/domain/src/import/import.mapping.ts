import { createHash } from 'node:crypto';
import { found, type Transaction } from '../foundation/database.ts';
import { type UserError, userError } from '../foundation/errors.ts';
import { type ColumnMapping, mappedColumns } from './column-plan.ts';
import { ImportRefusal } from './import.codes.ts';
import { type ImportKind, importFieldLabel, importFieldsOf } from './import.fields.ts';
import type { ImportLayout, ImportMapping } from './import.rules.ts';
import type { ImportRow } from './import.store.ts';

/** What is wrong with a mapping as a whole. */
export function mappingErrors(
  tx: Transaction,
  { kind, layout }: Pick<ImportRow, 'kind' | 'layout'>,
  columns: ColumnMapping,
): UserError[] {
  try {
    mappedColumns(kind, columns, layout.columns.length);
    return [];
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
    const labels = (keys: unknown) =>
      String(keys ?? '').replace(/\w+/g, (key) => importFieldLabel(key, tx.scope.locale));
    if (error.code === 'FIELDS_MISSING') {
      return [userError('FIELDS_MISSING', 'columns', { fields: labels(error.params.fields) })];
    }
    if (error.code !== 'FIELD_MAPPED_TWICE') throw error;
    return [userError('FIELD_MAPPED_TWICE', 'columns', { field: labels(error.params.field) })];
  }
}

/** What an import takes over from its brand where nobody says otherwise. */
export async function brandOf(tx: Transaction): Promise<{ currency: string; time_zone: string }> {
  const [brand] = await tx.query<{ currency: string; time_zone: string }>(
    'select trim(currency) as currency, time_zone from brand where id = $1',
    [tx.brandId],
  );
  return found(brand, 'Brand');
}

/** The mapping that the headers and the first rows suggest. */
export function suggestedMapping({ columns }: ImportLayout, timeZone: string): ImportMapping {
  const fields = columns.flatMap(({ suggestedField }, at) =>
    suggestedField ? [[String(at), suggestedField] as const] : [],
  );
  return {
    columns: Object.fromEntries(fields),
    dateOrder: null,
    decimalSeparator: null,
    amountScope: null,
    timeZone,
    channel: '',
  };
}

function headersHash({ columns }: ImportLayout): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(columns.map(({ header }) => header)))
    .digest();
}

/** The mapping that a file with the same headers had the last time. */
export async function rememberedMapping(
  tx: Transaction,
  kind: ImportKind,
  layout: ImportLayout,
): Promise<ImportMapping | undefined> {
  const [row] = await tx.query<{ mapping: ImportMapping }>(
    'update import_mapping set used_at = $3 where kind = $1 and header_hash = $2 returning mapping',
    [kind, headersHash(layout), tx.now],
  );
  // A build with other fields may have written it.
  const known = row && Object.values(row.mapping.columns).every((key) => importFieldsOf(kind).has(key));
  return known ? row.mapping : undefined;
}

/** Keeps a mapping for the next file with the same headers. */
export async function rememberMapping(
  tx: Transaction,
  kind: ImportKind,
  layout: ImportLayout,
  mapping: ImportMapping,
): Promise<void> {
  await tx.query(
    `insert into import_mapping (brand_id, kind, header_hash, mapping, used_at) values ($1, $2, $3, $4, $5)
     on conflict (brand_id, kind, header_hash) do update set mapping = excluded.mapping, used_at = excluded.used_at`,
    [tx.brandId, kind, headersHash(layout), JSON.stringify(mapping), tx.now],
  );
}
