import { ImportRefusal } from './import.codes.ts';
import {
  type ImportField,
  type ImportFieldKey,
  type ImportKind,
  importFieldsOf,
  requiredImportFields,
} from './import.fields.ts';

/** Which field each column is matched with; columns that are left out are not imported. */
export type ColumnMapping = Readonly<Record<number, ImportFieldKey>>;

export interface MappedColumn {
  column: number;
  key: ImportFieldKey;
  field: ImportField;
}

/**
 * Checks a mapping against the header and the fields of a kind.
 *
 * @throws ImportRefusal `COLUMN_NOT_FOUND`, `FIELD_MAPPED_TWICE`, `FIELDS_MISSING`
 */
export function mappedColumns(kind: ImportKind, mapping: ColumnMapping, columnCount: number): MappedColumn[] {
  const fields = importFieldsOf(kind);
  const used = new Set<ImportFieldKey>();
  const columns: MappedColumn[] = [];
  for (const [index, key] of Object.entries(mapping)) {
    const column = Number(index);
    const field = fields.get(key);
    const exists = Number.isInteger(column) && column >= 0 && column < columnCount;
    if (!exists || !field) throw new ImportRefusal('COLUMN_NOT_FOUND', { column: column + 1, field: key });
    if (used.has(key)) throw new ImportRefusal('FIELD_MAPPED_TWICE', { field: key });
    used.add(key);
    columns.push({ column, key, field });
  }
  const missing = requiredImportFields[kind].filter((group) => !group.some((key) => used.has(key)));
  if (missing.length > 0) {
    throw new ImportRefusal('FIELDS_MISSING', { fields: missing.map((group) => group.join('/')).join(', ') });
  }
  return columns;
}
