import type { Transaction } from '../foundation/database.ts';
import { found } from '../foundation/database.ts';
import { newId } from '../foundation/ids.ts';
import type { RowProblem } from './import.codes.ts';
import type { ImportKind } from './import.fields.ts';
import type { ImportLayout, ImportMapping, ImportStatus } from './import.rules.ts';

/** A row of the table `import`, as use cases and jobs need it. */
export interface ImportRow {
  id: string;
  kind: ImportKind;
  status: ImportStatus;
  file_id: string;
  file_name: string;
  layout: ImportLayout;
  mapping: ImportMapping;
  mends_sealed: Buffer | null;
  rows_total: number | null;
  rows_done: number;
  created_count: number;
  updated_count: number;
  unchanged_count: number;
  failed_count: number;
  failed_file_id: string | null;
  job_id: string | null;
  version: number;
  run_started_at: Date | null;
}

/** Why an import was stopped; the sentence for people is made of it when it is shown. */
export interface Refusal {
  code: string;
  params: Record<string, string | number>;
}

/** Most problems of a check or a run that are kept; all are counted. */
export const mostProblemsKept = 10_000;

const columns = `id, kind, status, file_id, file_name, layout, mapping, mends_sealed, rows_total::int, rows_done::int,
  created_count::int, updated_count::int, unchanged_count::int, failed_count::int, failed_file_id, job_id, version,
  run_started_at`;

/** An import, locked until the end of the transaction. Batches of a run hold it too, so all that it says stands still. */
export async function lockImport(tx: Transaction, id: string): Promise<ImportRow> {
  return found(await lockImportIfThere(tx, id), 'Import');
}

/** The same; undefined when it is gone. */
export async function lockImportIfThere(tx: Transaction, id: string): Promise<ImportRow | undefined> {
  const [row] = await tx.query<ImportRow>(
    `select ${columns} from import where brand_id = $1 and id = $2 for update`,
    [tx.brandId, id],
  );
  return row && { ...row, run_started_at: row.run_started_at && new Date(row.run_started_at) };
}

/** Writes columns of an import, whose names are the code's own. */
export async function updateImport(
  tx: Transaction,
  id: string,
  values: Partial<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(values);
  const sets = names.map((name, at) => `${name} = $${at + 4}`);
  await tx.query(
    `update import set ${[...sets, 'updated_at = $3'].join(', ')} where brand_id = $1 and id = $2`,
    [tx.brandId, id, tx.now, ...names.map((name) => asParameter(values[name]))],
  );
}

function asParameter(value: unknown): unknown {
  const plain =
    value !== null && typeof value === 'object' && !Buffer.isBuffer(value) && !(value instanceof Date);
  return plain ? JSON.stringify(value) : value;
}

/** The mended cells of an import by `mendKey`. */
export function mendsOf(tx: Pick<Transaction, 'keyring' | 'brandId'>, row: Pick<ImportRow, 'mends_sealed'>) {
  if (row.mends_sealed === null) return new Map<string, string>();
  const opened = tx.keyring.open(row.mends_sealed, 'import.mends_sealed', tx.brandId);
  const mends: Record<string, string> = JSON.parse(opened);
  return new Map(Object.entries(mends));
}

/** Whether something that the import wrote is still there. */
export async function hasWritten(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query('select from import_change where import_id = $1 limit 1', [id]);
  return rows.length > 0;
}

/** Adds problems at their rows; values of cells may be personal data, so they are sealed. */
export async function insertProblems(
  tx: Transaction,
  importId: string,
  phase: 'check' | 'run',
  problems: readonly RowProblem[],
): Promise<void> {
  const positions = new Map<number, number>();
  for (let at = 0; at < problems.length; at += 1000) {
    const rows = problems.slice(at, at + 1000).map(({ line, column, field, code, params, value }) => {
      const position = positions.get(line) ?? 0;
      positions.set(line, position + 1);
      const sealed = value === '' ? null : tx.keyring.seal(value, 'import_problem.value_sealed', tx.brandId);
      const value_sealed = sealed && `\\x${sealed.toString('hex')}`;
      return { id: newId(), line, position, column_index: column, field, code, params, value_sealed };
    });
    await tx.query(
      `insert into import_problem (brand_id, id, import_id, phase, line, position, column_index, field, code, params, value_sealed)
       select $2, r.id, $3, $4, r.line, r.position, r.column_index, r.field, r.code, r.params, r.value_sealed
       from json_to_recordset($1) r(id uuid, line bigint, position integer, column_index integer, field text, code text,
         params jsonb, value_sealed bytea)`,
      [JSON.stringify(rows), tx.brandId, importId, phase],
    );
  }
}
