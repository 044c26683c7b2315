import type { Transaction } from '../foundation/database.ts';
import { type MappedColumn, mappedColumns } from './column-plan.ts';
import { type ColumnProfile, profileColumns } from './column-profile.ts';
import type { ImportFieldKey, ImportKind } from './import.fields.ts';
import type { ImportMapping } from './import.rules.ts';
import type { ImportRow } from './import.store.ts';
import { answeredProfile, openSurveyed } from './import.survey.ts';
import type { MemberRecord, OrderRecord, ParsedRows } from './import-records.ts';
import type { MendedCells } from './mended-cells.ts';
import { parseRows } from './row-parsing.ts';
import type { Table } from './table-reader.ts';

/** Records that are handled together, in one transaction. */
export const recordsABatch = 500;
/** Cells can be long: a batch ends early when its rows hold so many characters. */
const charactersABatch = 4_000_000;

/** What the rows of one member or one order say, or what is wrong with them. */
export type Group =
  | { kind: 'members'; parsed: ParsedRows<MemberRecord> }
  | { kind: 'orders'; parsed: ParsedRows<OrderRecord> };

/** What reading an import's rows needs to know of it. */
export interface ReadingPlan {
  row: Pick<ImportRow, 'kind' | 'layout' | 'mapping'>;
  mended: MendedCells;
  currency: string;
  now: Date;
}

/** A file that is being read for an import. */
export interface ImportReading {
  table: Table;
  columns: MappedColumn[];
  profile: ColumnProfile;
  mapping: ImportMapping;
  kind: ImportKind;
  has(field: ImportFieldKey): boolean;
  groups(): AsyncGenerator<Group>;
}

/**
 * Opens a file as its import says it is to be read, and reads it once to learn how its columns are written. The groups
 * come in the same order each time.
 * @throws ImportRefusal
 */
export async function openReading(
  path: string,
  { row, mended, currency, now }: ReadingPlan,
  signal: AbortSignal,
): Promise<ImportReading> {
  const { kind, layout, mapping } = row;
  const table = await openSurveyed(path, layout);
  const columns = mappedColumns(kind, mapping.columns, layout.columns.length);
  const found = await profileColumns(abortable(table.rows(), signal), columns, { currency, mended });
  const profile = answeredProfile(found, mapping);
  const used = new Set(columns.map(({ key }) => key));
  const options = { currency, zone: mapping.timeZone, now, mended };
  return {
    table,
    columns,
    profile,
    mapping,
    kind,
    has: (field) => used.has(field),
    async *groups() {
      const rows = abortable(table.rows(), signal);
      if (kind === 'members') {
        for await (const parsed of parseRows('members', rows, columns, profile, options)) {
          yield { kind, parsed };
        }
      } else {
        for await (const parsed of parseRows('orders', rows, columns, profile, options)) {
          yield { kind, parsed };
        }
      }
    },
  };
}

async function* abortable<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const item of source) {
    signal.throwIfAborted();
    yield item;
  }
}

/** Groups, so many at a time. */
export async function* inBatches(groups: AsyncIterable<Group>): AsyncGenerator<Group[]> {
  let batch: Group[] = [];
  let characters = 0;
  for await (const group of groups) {
    batch.push(group);
    for (const { cells } of group.parsed.rows) for (const cell of cells) characters += cell.length;
    if (batch.length < recordsABatch && characters < charactersABatch) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Rows of the file in a batch. */
export function rowCount(batch: readonly Group[]): number {
  return batch.reduce((sum, { parsed }) => sum + parsed.rows.length, 0);
}

/** The currency of a brand. */
export async function currencyOf(tx: Transaction): Promise<string> {
  const [brand] = await tx.query<{ currency: string }>(
    'select trim(currency) as currency from brand where id = $1',
    [tx.brandId],
  );
  return brand?.currency ?? 'CNY';
}
