import type { SealedColumn } from '@kolony/domain/foundation/sealed-places';
import { importMessage } from '@kolony/domain/import/import.messages';
import { Int } from 'type-graphql';
import { Column, Computed, Stored } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { openSealed } from '../../reading/sealed.ts';
import type { Decoding } from '../../reading/sources.ts';

/** The text in a sealed column, for those who may handle the rows of files. */
export function openedFor(
  decoding: Decoding,
  { id, sealed }: { id: unknown; sealed: unknown },
  column: SealedColumn,
): string | null {
  if (typeof sealed !== 'string' || !decoding.scope.permissions.has('IMPORT_RUN')) return null;
  return openSealed(sealed, column, decoding, { type: column, id });
}

const importOf = (column: string) => (row: string) =>
  `(select i.${column} from import i where i.brand_id = ${row}.brand_id and i.id = ${row}.import_id)`;

@Stored({
  name: 'ImportProblem',
  table: 'import_problem',
  allow: 'IMPORT_READ',
  description: 'What is wrong with a cell or a row of a file.',
})
class ImportProblem {
  @Column('line', () => Int, 'Line of the text file or row of the sheet, from 1, as other programs show it.')
  line!: number;

  @Column('column_index', () => Int, 'The column, from 0; null when the row as a whole is meant.', {
    nullable: true,
  })
  columnIndex!: number | null;

  @Column(
    'field',
    () => String,
    'Key of the field (`importFields`); null when the row as a whole is meant.',
    {
      nullable: true,
    },
  )
  field!: string | null;

  @Column('code', () => String, 'What is wrong, for programs: stable, whatever the language.')
  code!: string;

  @Computed(
    { code: 'code', params: 'params' },
    ({ code, params }, _, { scope }) => importMessage(String(code), Object(params), scope.locale),
    () => String,
    'What is wrong, for people, in the language of the request.',
  )
  message!: string;

  @Computed(
    { id: 'id', sealed: 'value_sealed' },
    (raw, _, decoding) =>
      openedFor(decoding, { id: raw.id, sealed: raw.sealed }, 'import_problem.value_sealed'),
    () => String,
    'What stands in the cell of the file, at most 100 characters, whatever it was corrected to. Null for a row as a whole, an empty cell, and without the permission IMPORT_RUN.',
    { nullable: true },
  )
  value!: string | null;

  @Computed(
    { id: 'import_id', line: 'line', column: 'column_index', sealed: importOf('mends_sealed') },
    ({ id, line, column, sealed }, _, decoding) => {
      const opened = openedFor(decoding, { id, sealed }, 'import.mends_sealed');
      if (opened === null || column === null) return null;
      const mends: Record<string, string> = JSON.parse(opened);
      return mends[`${line}:${column}`] ?? null;
    },
    () => String,
    'What the cell was corrected to (`importMend`); null when it was not.',
    { nullable: true },
  )
  mended!: string | null;
}

export const importProblemList = defineList({
  name: 'ImportProblem',
  type: () => ImportProblem,
  orders: {
    LINE_ASC: [
      { sql: 'line', type: 'bigint', descending: false },
      { sql: (row) => `${row}.position::bigint`, type: 'bigint', descending: false },
    ],
  },
});
