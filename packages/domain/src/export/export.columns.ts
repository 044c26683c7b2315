import { formatMinor } from '../foundation/money.ts';
import type { Locale } from '../foundation/scope.ts';
import type { SealedColumn } from '../foundation/sealed-places.ts';

/** What cells are written with: fixed when the export is asked for, so that all its rows are of one kind. */
export interface ExportTerms {
  locale: Locale;
  /** ISO 4217 code of the brand's currency. */
  currency: string;
  /** IANA name of the brand's zone, in which times are written. */
  timeZone: string;
}

/** What a cell is made of: raw values by name, and how to open what is sealed. */
export interface ExportRow {
  values: Readonly<Record<string, unknown>>;
  open: (sealed: unknown, column: SealedColumn) => string | null;
}

/** A column of an export. */
export interface ExportColumn {
  heading: Record<Locale, string>;
  /** The heading names the currency. */
  amount?: true;
  /** SQL by the name under which the cell finds its value; the row is `r`, `$1` the zone in which times are written. */
  from: Readonly<Record<string, string>>;
  cell: (row: ExportRow, terms: ExportTerms) => string;
}

const separators: Readonly<Record<Locale, string>> = { 'zh-CN': '、', en: ', ' };

/** Several values in one cell. */
export function listed(values: readonly string[], { locale }: ExportTerms): string {
  return values.join(separators[locale]);
}

/** A column that is a text, or something that PostgreSQL writes as one. */
export function text(heading: Record<Locale, string>, sql: string): ExportColumn {
  return { heading, from: { [sql]: sql }, cell: ({ values }) => textOf(values[sql]) };
}

/** A point in time, to the second: `2024-03-05 09:30:00`. */
export function moment(heading: Record<Locale, string>, column: string): ExportColumn {
  const sql = `to_char(${column} at time zone $1, 'YYYY-MM-DD HH24:MI:SS')`;
  return { heading, from: { [column]: sql }, cell: ({ values }) => textOf(values[column]) };
}

/** An amount in minor units as an exact decimal: `1234.50`. With its currency only where that isn't the brand's. */
export function amount(
  heading: Record<Locale, string>,
  minorSql: string,
  currencySql?: string,
): ExportColumn {
  return {
    heading,
    amount: true,
    from: { [minorSql]: `(${minorSql})::text`, ...(currencySql ? { [currencySql]: currencySql } : {}) },
    cell: ({ values }, terms) => {
      const minor = values[minorSql];
      if (typeof minor !== 'string') return '';
      const currency = currencySql ? textOf(values[currencySql]).trim() : terms.currency;
      const decimal = formatMinor(BigInt(minor), currency);
      return currency === terms.currency ? decimal : `${decimal} ${currency}`;
    },
  };
}

/** A word of a list, in the language of the export. */
export function word(
  heading: Record<Locale, string>,
  sql: string,
  words: Readonly<Record<string, Record<Locale, string>>>,
): ExportColumn {
  return {
    heading,
    from: { [sql]: sql },
    cell: ({ values }, { locale }) => {
      const value = textOf(values[sql]);
      return words[value]?.[locale] ?? value;
    },
  };
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The heading of a column: `累计消费（CNY）`. */
export function headingOf({ heading, amount: isAmount }: ExportColumn, terms: ExportTerms): string {
  const { locale, currency } = terms;
  if (!isAmount) return heading[locale];
  return locale === 'zh-CN' ? `${heading[locale]}（${currency}）` : `${heading[locale]} (${currency})`;
}

/** Words for where a record came from first. */
export const sourceWords: Readonly<Record<string, Record<Locale, string>>> = {
  manual: { 'zh-CN': '手工录入', en: 'Entered by hand' },
  import: { 'zh-CN': '文件导入', en: 'File import' },
  api: { 'zh-CN': '接口', en: 'API' },
  mini_program: { 'zh-CN': '小程序', en: 'Mini program' },
  demo: { 'zh-CN': '演示数据', en: 'Demo data' },
};
