import { type DecimalMark, decimalEvidence, readCurrency } from './cell-amount.ts';
import { type DateOrder, dateEvidence } from './cell-date.ts';
import { bareCell, readKey } from './cell-text.ts';
import type { MappedColumn } from './column-plan.ts';
import { ImportRefusal, shownValue } from './import.codes.ts';
import type { ImportFieldKey } from './import.fields.ts';
import { defaultImportLimits, type ImportLimits } from './import.limits.ts';
import { type MendedCells, mendRow } from './mended-cells.ts';
import { OccurrenceCounter } from './occurrence-counter.ts';
import type { SheetRow } from './table-row.ts';

/** Whether the amount that stands in each row of an order is the order's or the row's. */
export type AmountScope = 'order' | 'line';

/** What the file leaves open and only a person knows. */
export type ImportQuestion = {
  column: number;
  field: ImportFieldKey;
  /** A few values that can be read in either way. */
  examples: string[];
} & (
  | { code: 'DATE_ORDER'; options: readonly DateOrder[] }
  | { code: 'DECIMAL_MARK'; options: readonly DecimalMark[] }
  | { code: 'AMOUNT_SCOPE'; options: readonly AmountScope[] }
);

/** Answers to questions, dates and marks by column. They win over what the file seems to say. */
export interface ImportAnswers {
  dateOrders?: Readonly<Record<number, DateOrder>>;
  decimalMarks?: Readonly<Record<number, DecimalMark>>;
  amountScope?: AmountScope;
}

/** How the columns of a file are written, judged by all of their values. */
export interface ColumnProfile {
  /** Rows below the header. */
  rows: number;
  dateOrders: ReadonlyMap<number, DateOrder>;
  decimalMarks: ReadonlyMap<number, DecimalMark>;
  amountScope: AmountScope | null;
  /** Order numbers whose rows don't stand together, with how many rows each has. */
  scatteredOrders: ReadonlyMap<string, number>;
  /** Order numbers with more rows than an order may have. */
  oversizedOrders: ReadonlySet<string>;
  /** What has to be asked; questions that were answered are not among them. */
  questions: ImportQuestion[];
}

export interface ProfileOptions {
  /** Currency of amounts that don't name one. */
  currency: string;
  answers?: ImportAnswers;
  mended?: MendedCells;
  limits?: Partial<ImportLimits>;
}

/** Lines of one order that are held together. */
export const LARGEST_ORDER = 1000;
const EXAMPLES = 3;
/** When at least this share of the orders with several rows has different amounts, they are the rows' own. */
const OWN_AMOUNTS = 0.2;

/** Votes of a column's values on how it is written. */
class Ballot<Choice extends string> {
  readonly #votes = new Map<Choice, number>();
  readonly #open: string[] = [];
  readonly #voters: string[] = [];

  add(evidence: Choice | 'either' | null, value: string): void {
    if (evidence === null) return;
    if (evidence === 'either') {
      if (this.#open.length < EXAMPLES) this.#open.push(shownValue(value));
      return;
    }
    const count = this.#votes.get(evidence) ?? 0;
    this.#votes.set(evidence, count + 1);
    if (count === 0) this.#voters.push(shownValue(value));
  }

  /** The choice of all who had one; null when there was none or they disagree. */
  get result(): Choice | null {
    const [first, second] = [...this.#votes.keys()];
    return first !== undefined && second === undefined ? first : null;
  }

  /** Values that leave it open, or that contradict each other. */
  get disputed(): string[] {
    if (this.#votes.size > 1) return this.#voters;
    return this.#votes.size === 0 ? this.#open : [];
  }
}

/**
 * Reads the file once to learn how its columns are written, and what has to be asked.
 *
 * @throws ImportRefusal `ORDER_ROWS_SCATTERED`, and what reading the rows throws
 */
export async function profileColumns(
  rows: AsyncIterable<SheetRow>,
  columns: readonly MappedColumn[],
  options: ProfileOptions,
): Promise<ColumnProfile> {
  const dates = new Map<MappedColumn, Ballot<DateOrder>>();
  const amounts = new Map<MappedColumn, Ballot<DecimalMark>>();
  for (const column of columns) {
    const { type } = column.field;
    if (type === 'date' || type === 'datetime') dates.set(column, new Ballot());
    if (type === 'amount') amounts.set(column, new Ballot());
  }
  const runs = new OrderRuns(columns, { ...defaultImportLimits, ...options.limits });
  const currencyColumn = columns.find(({ key }) => key === 'currency')?.column;
  const indexes = columns.map(({ column }) => column);
  let count = 0;
  for await (const original of rows) {
    count++;
    const row = mendRow(original, options.mended ?? new Map(), indexes);
    for (const [{ column }, ballot] of dates) {
      const bare = bareCell(row.cells[column] ?? '');
      if (bare !== '' && !row.exact?.has(column)) ballot.add(dateEvidence(bare), bare);
    }
    const named =
      currencyColumn === undefined ? null : readCurrency(bareCell(row.cells[currencyColumn] ?? ''));
    const currency = named?.ok ? named.value : options.currency;
    for (const [{ column }, ballot] of amounts) {
      const bare = bareCell(row.cells[column] ?? '');
      if (bare !== '' && !row.exact?.has(column)) ballot.add(decimalEvidence(bare, currency), bare);
    }
    runs.add(row);
  }
  runs.end();

  const { answers = {} } = options;
  const dateResult = settle(dates, answers.dateOrders ?? {});
  const amountResult = settle(amounts, answers.decimalMarks ?? {});
  const scope = answers.amountScope ?? runs.amountScope;
  const questions: ImportQuestion[] = [
    ...dateResult.open.map((open) => ({
      code: 'DATE_ORDER' as const,
      options: ['dmy', 'mdy'] as const,
      ...open,
    })),
    ...amountResult.open.map((open) => ({
      code: 'DECIMAL_MARK' as const,
      options: ['.', ','] as const,
      ...open,
    })),
  ];
  const amountColumn = columns.find(({ key }) => key === 'amount');
  if (scope === null && amountColumn && runs.examples.length > 0) {
    const { column, key } = amountColumn;
    const open = { column, field: key, examples: runs.examples };
    questions.push({ code: 'AMOUNT_SCOPE', options: ['order', 'line'], ...open });
  }
  return {
    rows: count,
    dateOrders: dateResult.settled,
    decimalMarks: amountResult.settled,
    amountScope: scope,
    scatteredOrders: runs.scattered(),
    oversizedOrders: runs.oversized,
    questions,
  };
}

function settle<Choice extends string>(
  ballots: ReadonlyMap<MappedColumn, Ballot<Choice>>,
  answers: Readonly<Record<number, Choice>>,
): { settled: Map<number, Choice>; open: { column: number; field: ImportFieldKey; examples: string[] }[] } {
  const settled = new Map<number, Choice>();
  const open: { column: number; field: ImportFieldKey; examples: string[] }[] = [];
  for (const [{ column, key }, ballot] of ballots) {
    const choice = answers[column] ?? ballot.result;
    if (choice) settled.set(column, choice);
    else if (ballot.disputed.length > 0) open.push({ column, field: key, examples: ballot.disputed });
  }
  return { settled, open };
}

/** Follows the rows of each order through the file: whether they stand together, and what their amounts say. */
class OrderRuns {
  readonly oversized = new Set<string>();
  readonly examples: string[] = [];
  readonly #numberColumn: number | undefined;
  readonly #amountColumn: number | undefined;
  readonly #rows = new OccurrenceCounter();
  readonly #scattered = new Set<string>();
  #current: string | null = null;
  #amounts: string[] = [];
  #same = 0;
  #different = 0;

  constructor(
    columns: readonly MappedColumn[],
    private readonly limits: ImportLimits,
  ) {
    this.#numberColumn = columns.find(({ key }) => key === 'orderNo')?.column;
    this.#amountColumn = columns.find(({ key }) => key === 'amount')?.column;
  }

  add(row: SheetRow): void {
    if (this.#numberColumn === undefined) return;
    const number = readKey(bareCell(row.cells[this.#numberColumn] ?? ''), Number.POSITIVE_INFINITY);
    if (!number.ok || number.value === '') return;
    const count = this.#rows.add(number.value);
    if (number.value !== this.#current) {
      this.end();
      this.#current = number.value;
      if (count > 1) this.#scattered.add(shownValue(number.value));
      if (this.#scattered.size > this.limits.scatteredRows) this.#refuse();
    }
    if (count > LARGEST_ORDER) this.oversized.add(shownValue(number.value));
    const amount = this.#amountColumn === undefined ? '' : bareCell(row.cells[this.#amountColumn] ?? '');
    if (amount !== '' && this.#amounts.length < LARGEST_ORDER) this.#amounts.push(amount);
  }

  /** Ends the run of rows of one order. */
  end(): void {
    if (this.#amounts.length > 1) {
      const same = new Set(this.#amounts).size === 1;
      if (same) this.#same++;
      else this.#different++;
      const shown = `${this.#current ?? ''}: ${this.#amounts.slice(0, EXAMPLES).join(' · ')}`;
      if (this.examples.length < EXAMPLES) this.examples.push(shownValue(shown));
    }
    this.#amounts = [];
  }

  get amountScope(): AmountScope | null {
    const several = this.#same + this.#different;
    return this.#different > 0 && this.#different >= several * OWN_AMOUNTS ? 'line' : null;
  }

  scattered(): Map<string, number> {
    const counts = new Map<string, number>();
    let rows = 0;
    for (const number of this.#scattered) {
      const count = this.#rows.count(number);
      rows += count;
      counts.set(number, count);
    }
    if (rows > this.limits.scatteredRows) this.#refuse();
    return counts;
  }

  #refuse(): never {
    throw new ImportRefusal('ORDER_ROWS_SCATTERED', { limit: this.limits.scatteredRows });
  }
}
