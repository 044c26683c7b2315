import { byteOrderMark, csvLine } from '../file/csv.ts';
import { type ErrorCode, type ErrorParams, message } from '../foundation/errors.ts';
import type { Locale } from '../foundation/scope.ts';

/** A record that could not be dealt with, and why. */
export interface BulkFailure {
  /** Its public id. */
  id: string;
  code: ErrorCode;
  params: ErrorParams;
}

const headings: Readonly<Record<Locale, readonly string[]>> = {
  'zh-CN': ['编号', '失败原因', '错误代码'],
  en: ['Id', 'Reason', 'Error code'],
};

/** How the file of records that failed begins: CSV in UTF-8 with a byte order mark (for Excel). */
export function failuresHeader(locale: Locale): string {
  return byteOrderMark + csvLine(headings[locale]);
}

/** A line for each record that failed, with the reason in the language asked for. */
export function failuresText(failures: readonly BulkFailure[], locale: Locale): string {
  return failures.map(({ id, code, params }) => csvLine([id, message(code, locale, params), code])).join('');
}
