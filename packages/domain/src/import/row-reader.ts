import { ZoneClock } from '../foundation/zone-clock.ts';
import { type DecimalMark, readAmount, readCurrency, readQuantity } from './cell-amount.ts';
import { readEmail, readPhone } from './cell-contact.ts';
import {
  type DateOrder,
  type DateReading,
  type DateValue,
  isEmptyDate,
  readDate,
  readDateTime,
} from './cell-date.ts';
import { bareCell, type CellResult, readKey, readLine, readList, readText } from './cell-text.ts';
import { type Gender, type ImportedOrderStatus, readGender, readStatus } from './cell-words.ts';
import type { MappedColumn } from './column-plan.ts';
import type { ColumnProfile } from './column-profile.ts';
import {
  type ImportMessageParams,
  type ImportProblemCode,
  type RowProblem,
  shownValue,
} from './import.codes.ts';
import type { ImportFieldKey } from './import.fields.ts';
import { type MendedCells, mendRow } from './mended-cells.ts';
import type { SheetRow } from './table-row.ts';

/** How the cells of a file are to be read. */
export interface ReadingOptions {
  /** Currency of amounts that don't name one (ISO 4217). */
  currency: string;
  /** Time zone of times that don't name one: the brand's (IANA). */
  zone: string;
  /** Where a phone number without a country code belongs (ISO 3166-1). */
  region?: string;
  /** Instants after this lie in the future. */
  now: Date;
  mended?: MendedCells;
  /** Date system of numbers that stand for dates. */
  epoch?: 1900 | 1904;
}

/** What all rows of a file share while they are read. */
export class ReadingContext {
  readonly byField: ReadonlyMap<ImportFieldKey, MappedColumn>;
  readonly mended: MendedCells;
  readonly clock: ZoneClock;
  readonly region: string;
  readonly #indexes: readonly number[];
  readonly #dates = new Map<DateOrder | null, DateReading>();

  constructor(
    columns: readonly MappedColumn[],
    readonly profile: ColumnProfile,
    readonly options: ReadingOptions,
  ) {
    this.byField = new Map(columns.map((column) => [column.key, column]));
    this.#indexes = columns.map(({ column }) => column);
    this.mended = options.mended ?? new Map();
    this.clock = new ZoneClock(options.zone);
    this.region = options.region ?? 'CN';
  }

  mend(row: SheetRow): SheetRow {
    return mendRow(row, this.mended, this.#indexes);
  }

  dateReading(column: number): DateReading {
    const order = this.profile.dateOrders.get(column) ?? null;
    const known = this.#dates.get(order);
    if (known) return known;
    const { now, epoch = 1900 } = this.options;
    const reading: DateReading = { clock: this.clock, order, epoch, now };
    this.#dates.set(order, reading);
    return reading;
  }
}

/** Reads the cells of one row by field and collects what is wrong with them. */
export class RowReader {
  readonly problems: RowProblem[] = [];
  readonly #row: SheetRow;

  /** @param original the row as it stands in the file, before cells were mended */
  constructor(
    readonly original: SheetRow,
    private readonly context: ReadingContext,
  ) {
    this.#row = context.mend(original);
    for (const { column, code, params } of this.#row.problems) {
      const mapped =
        column === null ? null : [...context.byField.values()].find((one) => one.column === column);
      // What stands in a column that nobody uses is nobody's trouble.
      if (mapped === undefined) continue;
      this.problem(mapped?.key ?? null, code, params);
    }
  }

  /** One line of text. */
  line(field: ImportFieldKey): string | null {
    return this.#cell(field, (bare, { field: { maxLength = 500 } }) => readLine(bare, maxLength));
  }

  /** Text that may have several lines. */
  text(field: ImportFieldKey): string | null {
    return this.#cell(field, (bare, { field: { maxLength = 500 } }) => readText(bare, maxLength));
  }

  key(field: ImportFieldKey): string | null {
    return this.#cell(field, (bare, { field: { maxLength = 100 } }) => readKey(bare, maxLength));
  }

  list(field: ImportFieldKey): string[] {
    return this.#cell(field, (bare, { field: { maxLength = 50 } }) => readList(bare, maxLength)) ?? [];
  }

  phone(field: ImportFieldKey): string | null {
    return this.#cell(field, (bare) => readPhone(bare, this.context.region));
  }

  email(field: ImportFieldKey): string | null {
    return this.#cell(field, readEmail);
  }

  gender(field: ImportFieldKey): Gender | null {
    return this.#cell(field, readGender);
  }

  status(field: ImportFieldKey): ImportedOrderStatus | null {
    return this.#cell(field, readStatus);
  }

  currency(field: ImportFieldKey): string | null {
    return this.#cell(field, readCurrency);
  }

  quantity(field: ImportFieldKey): number | null {
    return this.#cell(field, readQuantity);
  }

  date(field: ImportFieldKey): string | null {
    return this.#cell(field, (bare, { column }) => {
      return isEmptyDate(bare) ? null : readDate(bare, this.context.dateReading(column));
    });
  }

  dateTime(field: ImportFieldKey): DateValue | null {
    return this.#cell(field, (bare, { column }) => {
      return isEmptyDate(bare) ? null : readDateTime(bare, this.context.dateReading(column));
    });
  }

  /** Minor units of `currency`. */
  amount(field: ImportFieldKey, currency: string): bigint | null {
    return this.#cell(field, (bare, { column }) => {
      const mark: DecimalMark | null = this.#row.exact?.has(column)
        ? '.'
        : (this.context.profile.decimalMarks.get(column) ?? null);
      return readAmount(bare, currency, mark);
    });
  }

  has(field: ImportFieldKey): boolean {
    return this.context.byField.has(field);
  }

  /** Whether the row already has a problem with the field, so that a missing value needs no second one. */
  failed(field: ImportFieldKey): boolean {
    return this.problems.some((problem) => problem.field === field || problem.field === null);
  }

  /** Reports a required field that is empty at its column, if it has one. */
  missing(field: ImportFieldKey): void {
    if (!this.failed(field)) this.problem(field, 'REQUIRED_MISSING');
  }

  problem(field: ImportFieldKey | null, code: ImportProblemCode, params: ImportMessageParams = {}): void {
    const column = field === null ? null : (this.context.byField.get(field)?.column ?? null);
    const value = column === null ? '' : shownValue(this.original.cells[column] ?? '');
    this.problems.push({ line: this.original.line, column, field, code, value, params });
  }

  #cell<Value>(
    field: ImportFieldKey,
    readValue: (bare: string, column: MappedColumn) => CellResult<Value> | null,
  ): Value | null {
    const mapped = this.context.byField.get(field);
    if (!mapped) return null;
    const bare = bareCell(this.#row.cells[mapped.column] ?? '');
    if (bare === '' || this.problems.some((problem) => problem.column === mapped.column)) return null;
    const result = readValue(bare, mapped);
    if (result === null) return null;
    if (result.ok) return result.value;
    this.problem(field, result.code, result.params);
    return null;
  }
}
