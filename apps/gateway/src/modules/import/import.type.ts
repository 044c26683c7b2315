import { importMessage } from '@kolony/domain/import/import.messages';
import {
  answerOf,
  availableImportActions,
  type ImportLayout,
  type ImportMapping,
  type ImportStatus as ImportStatusName,
} from '@kolony/domain/import/import.rules';
import { Int } from 'type-graphql';
import { Column, Computed, Connected, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { BigInteger } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { filePath } from '../file/file.type.ts';
import { Job } from '../job/job.type.ts';
import { Operator } from '../operator/operator.type.ts';
import { ImportAction, ImportDelimiter, ImportEncoding, ImportKind, ImportStatus } from './import.enum.ts';
import { ImportColumn, ImportQuestion, ImportReadingChoice } from './import-parts.type.ts';
import { importProblemList, openedFor } from './import-problem.type.ts';

const told = (key: keyof ImportMapping) => (row: string) => `${row}.mapping ->> '${key}'`;
const found = (key: keyof ImportLayout) => (row: string) => `${row}.layout ->> '${key}'`;

@Stored({
  name: 'Import',
  table: 'import',
  allow: 'IMPORT_READ',
  description:
    'A file of members or orders on its way in: uploaded with `POST /imports?kind=orders|members&name=…`, matched, checked, run, and undone if need be.',
})
export class Import {
  @Column('version', () => Int, 'Goes up by one with everything that an operator does with it.')
  version!: number;

  @Column('kind', () => ImportKind, 'What its rows are.')
  kind!: string;

  @Column('status', () => ImportStatus, 'Where it stands.')
  status!: string;

  @Column('file_name', () => String, 'What the file was called where it came from.')
  fileName!: string;

  @Column(
    (row) =>
      `(select f.size from stored_file f where f.brand_id = ${row}.brand_id and f.id = ${row}.file_id)`,
    () => BigInteger,
    'Size of the file in bytes.',
  )
  fileSize!: number;

  @Column(found('format'), () => String, 'What the file was found to be, by its content: `csv`, `xlsx`.')
  format!: string;

  @Column(
    found('encoding'),
    () => ImportEncoding,
    'Encoding of a text; null for a workbook, and while it is not known.',
    { nullable: true },
  )
  encoding!: string | null;

  @Column(
    found('delimiter'),
    () => ImportDelimiter,
    'What parts the columns of a text; null for a workbook and for a single column.',
    { nullable: true },
  )
  delimiter!: string | null;

  @Column(found('sheet'), () => String, 'Name of the sheet of a workbook that is read; null for a text.', {
    nullable: true,
  })
  sheet!: string | null;

  @Computed(
    { layout: 'layout' },
    ({ layout }) => layoutOf(layout).sheets,
    () => [String],
    'Names of the sheets of a workbook, of which one is read; empty for a text.',
  )
  sheets!: string[];

  @Column(
    (row) => `(${row}.layout ->> 'headerLine')::int`,
    () => Int,
    'Line of the text or row of the sheet in which the columns are named, from 1; 0 while it is not known.',
  )
  headerLine!: number;

  @Computed(
    { layout: 'layout' },
    ({ layout }) => layoutOf(layout).chosen,
    () => ImportReadingChoice,
    'What of that an operator has said; the rest was recognised.',
  )
  chosen!: ImportReadingChoice;

  @Computed(
    { id: 'id', layout: 'layout', mapping: 'mapping', samples: 'samples_sealed' },
    (raw, _, decoding) =>
      columnsOf(raw, openedFor(decoding, { id: raw.id, sealed: raw.samples }, 'import.samples_sealed')),
    () => [ImportColumn],
    'The columns of the file, in their order; none while it is not known how it is read.',
  )
  columns!: ImportColumn[];

  @Computed(
    { layout: 'layout', mapping: 'mapping' },
    questionsOf,
    () => [ImportQuestion],
    'What the file leaves open. After the upload by its first rows, after a check by all of them.',
  )
  questions!: ImportQuestion[];

  @Column(
    told('dateOrder'),
    () => String,
    'Order of day and month where a column leaves it open: `dmy`, `mdy`.',
    {
      nullable: true,
    },
  )
  dateOrder!: string | null;

  @Column(
    told('decimalSeparator'),
    () => String,
    'The decimal mark where a column leaves it open: `.`, `,`.',
    {
      nullable: true,
    },
  )
  decimalSeparator!: string | null;

  @Column(
    told('amountScope'),
    () => String,
    'Whose the amounts in several rows of one order are where the file leaves it open: `order`, `line`.',
    { nullable: true },
  )
  amountScope!: string | null;

  @Column(
    told('timeZone'),
    () => String,
    'IANA name of the zone of times that name none. Default: the brand’s.',
  )
  timeZone!: string;

  @Column(
    told('channel'),
    () => String,
    'Channel of orders that name none, and where external ids and openids are unique. Default: empty.',
  )
  channel!: string;

  @Column('rows_total', () => Int, 'Rows below the header. Known after the check.', { nullable: true })
  rowsTotal!: number | null;

  @Column('rows_valid', () => Int, 'Rows that the check found nothing against.', { nullable: true })
  rowsValid!: number | null;

  @Column(
    'rows_invalid',
    () => Int,
    'Rows that will be left out, for themselves or with the rest of their order.',
    {
      nullable: true,
    },
  )
  rowsInvalid!: number | null;

  @Column(
    'created_count',
    () => Int,
    'Records of the file that were new: orders of a file of orders (its new members are not counted), members of a file of members.',
  )
  createdCount!: number;

  @Column(
    'updated_count',
    () => Int,
    'Records of the file that were known and were changed; counted as `createdCount`.',
  )
  updatedCount!: number;

  @Column(
    'unchanged_count',
    () => Int,
    'Records of the file that were known just so; counted as `createdCount`.',
  )
  unchangedCount!: number;

  @Column(
    'failed_count',
    () => Int,
    'Records of the file that were left out, for their own problems or because they were refused. All rows of an order are one.',
  )
  failedCount!: number;

  @Column(
    'problem_count',
    () => Int,
    'Problems that the last check or run found. `problems` holds the first 10,000.',
  )
  problemCount!: number;

  @Connected(
    () => importProblemList,
    (row, other) =>
      `${other}.brand_id = ${row}.brand_id and ${other}.import_id = ${row}.id
       and ${other}.phase = case when ${row}.run_started_at is null then 'check' else 'run' end`,
    'What is wrong with its rows, by line: as the check found it, and once it runs, what was left out.',
  )
  problems!: object;

  @One(
    () => Job,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.job_id`,
    'The job that works on it, or did last: its progress counts rows (records while it is undone).',
    { nullable: true },
  )
  job!: Job | null;

  @Computed(
    { refusal: 'refusal' },
    ({ refusal }, _, { scope }) => {
      if (refusal === null) return null;
      const { code, params } = Object(refusal);
      return { code, field: [], message: importMessage(String(code), Object(params), scope.locale) };
    },
    () => UserErrorType,
    'What stopped it: the reading of its file, the check, the run or the undoing. Null when nothing did.',
    { nullable: true },
  )
  refusal!: UserErrorType | null;

  @Computed(
    {
      brand: 'brand_id',
      file: (row) =>
        `(select f.id from stored_file f where f.brand_id = ${row}.brand_id and f.id = ${row}.failed_file_id and f.size >= 0)`,
    },
    ({ brand, file }, _, { scope }) =>
      file === null || !scope.permissions.has('IMPORT_RUN') ? null : filePath(brand, file),
    () => String,
    'Where the rows that were left out can be downloaded, with the reasons, as CSV: a path on this host. Null when there are none, while it runs, and without the permission IMPORT_RUN.',
    { nullable: true },
  )
  failedRowsUrl!: string | null;

  @Computed(
    {
      status: 'status',
      started: (row) => `(${row}.run_started_at is not null)`,
      wrote: (row) =>
        `exists (select from import_change c where c.brand_id = ${row}.brand_id and c.import_id = ${row}.id)`,
      layout: 'layout',
    },
    ({ status, started, wrote, layout }, _, { scope }) => {
      const known = statusOf(status);
      if (!known || !scope.permissions.has('IMPORT_RUN')) return [];
      const readable = layoutOf(layout).columns.length > 0;
      return availableImportActions({
        status: known,
        started: started === true,
        wrote: wrote === true,
        readable,
      });
    },
    () => [ImportAction],
    'What the caller can do with it now; nothing without the permission IMPORT_RUN.',
  )
  availableActions!: string[];

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.created_by`,
    'Who uploaded it; null when they are gone.',
    { nullable: true },
  )
  createdBy!: Operator | null;

  @Timestamp('created_at', 'When it was uploaded (UTC).')
  createdAt!: Date;

  @Timestamp('finished_at', 'When its last check or run ended (UTC); null before.', { nullable: true })
  finishedAt!: Date | null;

  @Timestamp('undone_at', 'When what it wrote was taken back (UTC).', { nullable: true })
  undoneAt!: Date | null;
}

function statusOf(raw: unknown): ImportStatusName | undefined {
  return Object.values(ImportStatus).find((status) => status === raw);
}

function layoutOf(raw: unknown): ImportLayout {
  return Object(raw);
}

function columnsOf(raw: Record<string, unknown>, opened: string | null): ImportColumn[] {
  const layout = layoutOf(raw.layout);
  const mapping: ImportMapping = Object(raw.mapping);
  const samples: string[][] = opened === null ? [] : JSON.parse(opened);
  return layout.columns.map(({ header, suggestedField, confidence }, index) => ({
    index,
    header,
    samples: samples[index] ?? [],
    field: mapping.columns[index] ?? null,
    suggestedField,
    confidence: suggestedField === null ? null : confidence,
  }));
}

function questionsOf(raw: Record<string, unknown>): ImportQuestion[] {
  const layout = layoutOf(raw.layout);
  const mapping: ImportMapping = Object(raw.mapping);
  return layout.questions.map(({ kind, column, options, examples }) => ({
    kind,
    columnIndex: column,
    options,
    samples: examples,
    answer: answerOf(kind, mapping),
  }));
}

export const importList = defineList({
  name: 'Import',
  type: () => Import,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
});
