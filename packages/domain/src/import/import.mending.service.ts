import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { refusalOf } from './import.acts.ts';
import { beginCheck } from './import.service.ts';
import { lockImport, mendsOf } from './import.store.ts';
import { mendKey } from './mended-cells.ts';

const mostMends = 10_000;
const longestCell = 2000;

/** One cell that an operator corrects; null takes a correction back. */
export interface MendedCell {
  /** Line of the file, from 1. */
  line: number;
  columnIndex: number;
  value?: string | null;
}

/**
 * Corrects cells of the file as it will be read; the file itself stays as it came. Everything is then checked again by
 * itself, since one cell can decide over many rows (the lines of one order, how a column writes its dates).
 */
export async function mendImport(
  tx: Transaction,
  { id, cells }: { id: string; cells: readonly MendedCell[] },
): Promise<Outcome<string>> {
  const row = await lockImport(tx, id);
  const refusal = await refusalOf(tx, row, 'mend');
  if (refusal) return refused(refusal);
  const mends = mendsOf(tx, row);
  const errors: UserError[] = [];
  cells.forEach(({ line, columnIndex, value }, at) => {
    const field = ['cells', String(at)];
    if (!Number.isInteger(line) || line <= row.layout.headerLine) {
      errors.push(userError('INVALID_VALUE', [...field, 'line']));
    }
    if (!row.layout.columns[columnIndex]) errors.push(userError('INVALID_VALUE', [...field, 'columnIndex']));
    if ((value?.length ?? 0) > longestCell) {
      errors.push(userError('TOO_LONG', [...field, 'value'], { limit: longestCell }));
    }
    if (value === null || value === undefined) mends.delete(mendKey(line, columnIndex));
    else mends.set(mendKey(line, columnIndex), value);
  });
  if (mends.size > mostMends) errors.push(userError('TOO_MANY', 'cells', { limit: mostMends }));
  if (errors.length > 0) return refused(...errors);
  await beginCheck(tx, row, {
    mends_sealed:
      mends.size === 0
        ? null
        : tx.keyring.seal(JSON.stringify(Object.fromEntries(mends)), 'import.mends_sealed', tx.brandId),
  });
  tx.audit({
    action: 'import.mend',
    subjectType: 'Import',
    // Where, not what: cells hold personal data.
    changes: [
      {
        id,
        before: { cells: [] },
        after: { cells: cells.slice(0, 1000).map(({ line, columnIndex }) => `${line}:${columnIndex + 1}`) },
      },
    ],
  });
  return done(id);
}
