import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import { auditImport, refusalOf, stopCheck, unchecked } from './import.acts.ts';
import { type ImportFieldKey, importFieldsOf } from './import.fields.ts';
import { brandOf, mappingErrors, rememberMapping } from './import.mapping.ts';
import type { ImportMapping } from './import.rules.ts';
import { type ImportRow, lockImport, updateImport } from './import.store.ts';

const longestChannel = 64;

/** What the columns of a file are matched with, and how they are written. What isn't given is not told. */
export interface MapImport {
  id: string;
  /** The version that the operator saw. */
  version: number;
  columns: readonly { index: number; field?: string | null }[];
  dateOrder?: string | null;
  decimalSeparator?: string | null;
  amountScope?: string | null;
  /** The brand's when it isn't given. */
  timeZone?: string | null;
  channel?: string | null;
}

/**
 * Matches the columns of a file with fields, and remembers it for the next file with the same headers. It is to be
 * checked (again) afterwards; a check that is under way ends. Refused: `COLUMN_NOT_FOUND`, `FIELD_MAPPED_TWICE`,
 * `FIELDS_MISSING`, `INVALID_VALUE`, `TIME_ZONE_INVALID`, `VERSION_OUTDATED`.
 */
export async function mapImport(tx: Transaction, input: MapImport): Promise<Outcome<string>> {
  const row = await lockImport(tx, input.id);
  const refusal = await refusalOf(tx, row, 'map');
  if (refusal) return refused(refusal);
  if (row.version !== input.version) {
    return refused(userError('VERSION_OUTDATED', 'version', { given: input.version, current: row.version }));
  }
  const brand = await brandOf(tx);
  const { mapping, errors } = checkMapping(tx, row, input, brand.time_zone);
  if (errors.length > 0) return refused(...errors);
  await stopCheck(tx, row);
  const asked = row.layout.questions.filter(({ column, field }) => mapping.columns[column] === field);
  await updateImport(tx, row.id, {
    ...unchecked,
    status: 'uploaded',
    mapping,
    layout: { ...row.layout, questions: asked },
    version: row.version + 1,
  });
  await tx.query('delete from import_problem where import_id = $1', [row.id]);
  await rememberMapping(tx, row.kind, row.layout, mapping);
  auditImport(tx, 'import.map', row.id, { ...row.mapping }, { ...mapping });
  return done(row.id);
}

function checkMapping(tx: Transaction, row: ImportRow, input: MapImport, brandZone: string) {
  const errors: UserError[] = [];
  const fields = importFieldsOf(row.kind);
  const columns: Record<string, ImportFieldKey> = {};
  input.columns.forEach(({ index, field }, at) => {
    const key = [...fields.keys()].find((known) => known === field);
    const exists = Number.isInteger(index) && index >= 0 && index < row.layout.columns.length;
    if (!exists || (field && !key)) {
      errors.push(
        userError('COLUMN_NOT_FOUND', ['columns', String(at)], { column: index + 1, field: field ?? '' }),
      );
    } else if (key) columns[index] = key;
  });
  if (errors.length === 0) errors.push(...mappingErrors(tx, row, columns));
  const oneOf = <Value extends string>(field: string, value: string | null | undefined, values: Value[]) => {
    const known = values.find((one) => one === value) ?? null;
    if (value && !known) errors.push(userError('INVALID_VALUE', field));
    return known;
  };
  const timeZone = input.timeZone?.trim() || brandZone;
  if (!isTimeZone(timeZone)) errors.push(userError('TIME_ZONE_INVALID', 'timeZone'));
  const channel = checkText('channel', input.channel ?? '', { limit: longestChannel });
  errors.push(...channel.errors);
  const mapping: ImportMapping = {
    columns,
    dateOrder: oneOf('dateOrder', input.dateOrder, ['dmy', 'mdy']),
    decimalSeparator: oneOf('decimalSeparator', input.decimalSeparator, ['.', ',']),
    amountScope: oneOf('amountScope', input.amountScope, ['order', 'line']),
    timeZone,
    channel: channel.text,
  };
  return { mapping, errors };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
