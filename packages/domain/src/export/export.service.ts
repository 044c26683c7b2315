import type { BulkFailure } from '../bulk/bulk.failures.ts';
import type { Dealt } from '../bulk/bulk.run.ts';
import { beginBulk } from '../bulk/bulk.service.ts';
import type { Chosen } from '../bulk/bulk.store.ts';
import { byteOrderMark, csvLine } from '../file/csv.ts';
import type { Transaction } from '../foundation/database.ts';
import { type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { encodeId } from '../foundation/ids.ts';
import { UnknownKeyError } from '../foundation/keyring.ts';
import type { SealedColumn } from '../foundation/sealed-places.ts';
import { mergedError } from '../member/member.service.ts';
import { brandTerms } from '../member/member.store.ts';
import { type ExportColumn, type ExportRow, type ExportTerms, headingOf } from './export.columns.ts';
import { type MemberExportColumn, memberExportColumns } from './member-export.columns.ts';
import { type OrderExportColumn, orderExportColumns } from './order-export.columns.ts';

const batchSize = 1000;

/** What an export is of: the table, its columns, what the job and its file are called. */
export interface Exported {
  noun: 'Member' | 'Order';
  table: string;
  /** SQL of the record that a row was made one with; null for rows that stand for themselves. */
  mergedInto: string;
  /** SQL of whether it is there only for what hangs on it: a member who has closed the account. */
  closed: string;
  columns: Readonly<Record<string, ExportColumn>>;
  job: string;
  fileName: { 'zh-CN': string; en: string };
}

export const exportedMembers: Exported = {
  noun: 'Member',
  table: 'member',
  mergedInto: 'r.merged_into',
  closed: 'r.closed_at is not null',
  columns: memberExportColumns,
  job: 'member.export',
  fileName: { 'zh-CN': '会员', en: 'members' },
};
export const exportedOrders: Exported = {
  noun: 'Order',
  table: '"order"',
  mergedInto: 'null::uuid',
  closed: 'false',
  columns: orderExportColumns,
  job: 'order.export',
  fileName: { 'zh-CN': '订单', en: 'orders' },
};

interface NewExport<Column> {
  chosen: Chosen;
  /** In the order in which the file has them. */
  columns: readonly Column[];
}

/** Leaves a job that writes members to a CSV file; returns its id. `REQUIRED` without a column, `SELECTION_EMPTY`. */
export async function beginMemberExport(
  tx: Transaction,
  input: NewExport<MemberExportColumn>,
): Promise<Outcome<string>> {
  return await beginExport(tx, exportedMembers, input);
}

/** Leaves a job that writes orders to a CSV file; returns its id. `REQUIRED` without a column, `SELECTION_EMPTY`. */
export async function beginOrderExport(
  tx: Transaction,
  input: NewExport<OrderExportColumn>,
): Promise<Outcome<string>> {
  return await beginExport(tx, exportedOrders, input);
}

async function beginExport(
  tx: Transaction,
  { job, fileName }: Exported,
  { chosen, columns: asked }: NewExport<string>,
): Promise<Outcome<string>> {
  const columns = [...new Set(asked)];
  if (columns.length === 0) return refused(userError('REQUIRED', 'columns'));
  const { currency, today, timeZone } = await brandTerms(tx);
  const { locale } = tx.scope;
  return await beginBulk(tx, {
    name: job,
    input: { columns, locale, currency, timeZone, fileName: `${fileName[locale]}-${today.date}` },
    chosen,
    batchSize,
    told: { columns },
  });
}

/** How the file begins: in UTF-8 with a byte order mark (for Excel), with what the columns are called. */
export function exportHeader(columns: readonly ExportColumn[], terms: ExportTerms): string {
  return byteOrderMark + csvLine(columns.map((column) => headingOf(column, terms)));
}

/**
 * The lines of a portion of records, in their order. One that isn't there any more fails with `RECORD_GONE`, a member
 * who was merged into another meanwhile with `MEMBER_MERGED`, one who has closed the account with `MEMBER_CLOSED`, one of whom something sealed can't be opened with
 * `RECORD_UNREADABLE`.
 */
export async function exportRows(
  tx: Transaction,
  ids: readonly string[],
  { noun, table, mergedInto, closed }: Exported,
  columns: readonly ExportColumn[],
  terms: ExportTerms,
): Promise<Dealt> {
  const from: Record<string, string> = {};
  for (const column of columns) Object.assign(from, column.from);
  const needed = Object.entries(from);
  const rows = await tx.query<Record<string, unknown>>(
    `select c.id as chosen, r.id as found, ${mergedInto} as merged_into, ${closed} as closed${needed.map(([, sql], at) => `, ${sql} as c${at}`).join('')}
     from (select $1::text) zone -- gives $1 its type, should no column use it
     cross join unnest($2::uuid[]) with ordinality c(id, n)
     left join ${table} r on r.brand_id = $3 and r.id = c.id order by c.n`,
    [terms.timeZone, ids, tx.brandId],
  );
  const failures: BulkFailure[] = [];
  const lines: string[] = [];
  for (const row of rows) {
    const failed = (error: Pick<UserError, 'code' | 'params'>) =>
      failures.push({ id: encodeId(noun, String(row.chosen)), code: error.code, params: error.params });
    if (typeof row.found !== 'string') failed(userError('RECORD_GONE'));
    else if (typeof row.merged_into === 'string') failed(mergedError(row.merged_into));
    else if (row.closed === true) failed(userError('MEMBER_CLOSED'));
    else {
      const values = Object.fromEntries(needed.map(([name], at) => [name, row[`c${at}`]]));
      const exported: ExportRow = { values, open: (sealed, column) => opened(tx, sealed, column) };
      try {
        lines.push(csvLine(columns.map((column) => column.cell(exported, terms))));
      } catch (error) {
        // A key that another process has made is fetched, and the portion tried again.
        if (error instanceof UnknownKeyError) throw error;
        failed(userError('RECORD_UNREADABLE'));
      }
    }
  }
  return { done: lines.length, unchanged: 0, failures, text: lines.join('') };
}

/** PostgreSQL gives ciphertext as bytes, and as `\x…` within JSON. */
function opened(tx: Transaction, sealed: unknown, column: SealedColumn): string | null {
  const bytes = typeof sealed === 'string' ? Buffer.from(sealed.slice(2), 'hex') : sealed;
  return Buffer.isBuffer(bytes) ? tx.keyring.open(bytes, column, tx.brandId) : null;
}
