import type { ZoneClock } from '../foundation/zone-clock.ts';
import { type CellResult, read, unread } from './cell-text.ts';
import { serialToIso } from './workbook-dates.ts';

export type DateOrder = 'dmy' | 'mdy';

/** What a value says about its column: an order, that it could be either, or nothing. */
export type DateEvidence = DateOrder | 'either' | null;

export interface DateValue {
  instant: Date;
  /**
   * The date as it was written, in one form: local time without zone, or UTC with `Z` when the value named its
   * zone. It does not change when the brand's time zone does, so that derived order numbers don't either.
   */
  written: string;
}

export interface DateReading {
  clock: ZoneClock;
  /** Order of day and month in the column; null when not known. */
  order: DateOrder | null;
  /** Date system for serial numbers. */
  epoch: 1900 | 1904;
  /** Instants after this lie in the future. */
  now: Date;
}

/** Dates before this year are mistakes. */
export const EARLIEST_YEAR = 1900;

/** Fields as written; `order` tells which of the first two is the day when it is not settled. */
interface WrittenDate {
  year: number;
  /** Month, or the first of two numbers of which one is the month. */
  month: number;
  day: number;
  order: DateEvidence;
  /** Milliseconds since midnight. */
  time: number;
  /** Minutes east of UTC; null for local time. */
  offset: number | null;
}

const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const monthNumber = (name: string) => months.findIndex((month) => month.startsWith(name.toLowerCase())) + 1;

/** What most files hold; everything else takes the long way. */
const PLAIN = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|[T ]|\d{4}$|\d{6}$)/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const DAY_NAMED_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)/;
const NAMED_MONTH_DAY = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/;
const WEEKDAY = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i;
const CHINESE_WEEKDAY = /\s*[(]?(星期|周|礼拜)[一二三四五六日天][)]?\s*/;
/** JavaScript's own way to write a date ends with the name of its zone. */
const ZONE_NAME = /\s*\([^)]*\)$/;
const TIME =
  /^(?:[T,]?\s*)(?<before>上午|下午|晚上|中午|凌晨|早上)?\s*(?<h>\d{1,2})(?:[:时点](?<m>\d{1,2})?)(?:[:分](?<s>\d{1,2})?)?(?:[.,](?<f>\d{1,9}))?秒?\s*(?<after>[ap]\.?m\.?)?\s*(?<zone>z|utc|gmt|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?)?$/i;
const COMPACT_TIME = /^[T ]?(\d{2})(\d{2})(\d{2})?(Z)?$/;
/** MySQL's way to write no date. */
const ZERO_DATE = /^0{4}-0{2}-0{2}/;

/** Whether a cell means "no date". */
export function isEmptyDate(bare: string): boolean {
  return bare === '' || ZERO_DATE.test(bare);
}

/** What one value says about the order of day and month in its column. */
export function dateEvidence(bare: string): DateEvidence {
  // More than two digits at the start are a year, a serial number or a timestamp.
  return /^\d{3}/.test(bare) ? null : (writtenDate(bare)?.order ?? null);
}

/** A point in time; a date without a time is its midnight on the brand's clock. */
export function readDateTime(bare: string, reading: DateReading): CellResult<DateValue> {
  const epochTime = unixTime(bare);
  if (epochTime !== null) return checked(new Date(epochTime), new Date(epochTime).toISOString(), reading);
  const date = settledDate(bare, reading);
  if (!date.ok) return date;
  const { year, month, day, time, offset } = date.value;
  const wall = Date.UTC(year, month - 1, day) + time;
  if (offset !== null) {
    const instant = new Date(wall - offset * 60_000);
    return checked(instant, instant.toISOString(), reading);
  }
  const instant = new Date(reading.clock.instantOf(wall));
  return checked(instant, new Date(wall).toISOString().slice(0, -1), reading);
}

/** A calendar day (a birthday) as `YYYY-MM-DD`; a time of day beside it is left out. */
export function readDate(bare: string, reading: DateReading): CellResult<string> {
  const date = settledDate(bare, reading);
  if (!date.ok) return date;
  const { year, month, day } = date.value;
  const wall = Date.UTC(year, month - 1, day);
  const value = checked(new Date(reading.clock.instantOf(wall)), new Date(wall).toISOString(), reading);
  return value.ok ? read(value.value.written.slice(0, 10)) : value;
}

function checked(instant: Date, written: string, reading: DateReading): CellResult<DateValue> {
  return instant > reading.now ? unread('DATE_IN_FUTURE') : read({ instant, written });
}

/** Seconds (10 digits) or milliseconds (13 digits) since 1970: from 2001 on. */
function unixTime(bare: string): number | null {
  if (/^[1-9]\d{9}(\.\d{1,6})?$/.test(bare)) return Math.floor(Number(bare) * 1000);
  return /^[1-9]\d{12}$/.test(bare) ? Number(bare) : null;
}

function settledDate(bare: string, reading: DateReading): CellResult<WrittenDate> {
  const serial = /^[2-6]\d{4}(\.\d+)?$/.test(bare) ? serialToIso(Number(bare), reading.epoch) : null;
  const date = writtenDate(serial ?? bare);
  if (!date) return unread('DATE_INVALID');
  if (date.year < EARLIEST_YEAR) return unread('DATE_TOO_OLD', { limit: EARLIEST_YEAR });
  if (date.order === null) return read(date);
  const order = reading.order ?? date.order;
  if (order === 'either') return unread('DATE_AMBIGUOUS');
  const settled = order === 'dmy' ? { ...date, month: date.day, day: date.month } : date;
  return isCalendarDay(settled.year, settled.month, settled.day) ? read(settled) : unread('DATE_INVALID');
}

function writtenDate(bare: string): WrittenDate | null {
  const plain = PLAIN.exec(bare);
  if (plain) {
    const [, year, month, day, hour = 0, minute = 0, second = 0] = plain.map(Number);
    const time = clockTime(hour || 0, minute || 0, second || 0, '');
    if (time === null || !year || !month || !day || !isCalendarDay(year, month, day)) return null;
    return { year, month, day, order: null, time, offset: null };
  }
  const text = bare
    .normalize('NFKC')
    .replace(WEEKDAY, '')
    .replace(CHINESE_WEEKDAY, ' ')
    .replace(ZONE_NAME, '')
    .trim();
  const day = writtenDay(text);
  if (!day) return null;
  const clock = writtenTime(text.slice(day.length));
  return clock && { ...day.date, ...clock };
}

type WrittenDay = { date: Pick<WrittenDate, 'year' | 'month' | 'day' | 'order'>; length: number };

function writtenDay(text: string): WrittenDay | null {
  let match = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (match) return certainDay(match[0].length, Number(match[1]), Number(match[2]), Number(match[3]));
  match = DAY_NAMED_MONTH.exec(text);
  if (match)
    return certainDay(match[0].length, fullYear(match[3]), monthNumber(match[2] ?? ''), Number(match[1]));
  match = NAMED_MONTH_DAY.exec(text);
  if (match)
    return certainDay(match[0].length, Number(match[3]), monthNumber(match[1] ?? ''), Number(match[2]));
  match = YEAR_LAST.exec(text);
  if (!match) return null;
  const [first, second, year] = [Number(match[1]), Number(match[3]), fullYear(match[4])];
  const monthFirst = isCalendarDay(year, first, second);
  const dayFirst = isCalendarDay(year, second, first);
  if (!monthFirst && !dayFirst) return null;
  const sure = monthFirst ? (dayFirst ? 'either' : 'mdy') : 'dmy';
  const order = sure === 'either' && first === second ? null : sure;
  return { date: { year, month: first, day: second, order }, length: match[0].length };
}

function certainDay(length: number, year: number, month: number, day: number): WrittenDay | null {
  return isCalendarDay(year, month, day) ? { date: { year, month, day, order: null }, length } : null;
}

/** Two digits mean 1969 to 2068, as POSIX has it. */
function fullYear(digits = ''): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function writtenTime(rest: string): Pick<WrittenDate, 'time' | 'offset'> | null {
  if (rest.trim() === '') return { time: 0, offset: null };
  const compact = COMPACT_TIME.exec(rest);
  if (compact) {
    const time = clockTime(Number(compact[1]), Number(compact[2]), Number(compact[3] ?? 0), '');
    return time === null ? null : { time, offset: compact[4] ? 0 : null };
  }
  const groups = TIME.exec(rest)?.groups;
  if (!groups) return null;
  const hour = hourOfDay(Number(groups.h), `${groups.before ?? ''}${groups.after ?? ''}`.toLowerCase());
  const time = clockTime(hour, Number(groups.m ?? 0), Number(groups.s ?? 0), groups.f ?? '');
  const offset = zoneOffset(groups.zone);
  return time === null || offset === undefined ? null : { time, offset };
}

function hourOfDay(hour: number, half: string): number {
  const isLater = /^(p|下午|晚上)/.test(half) || (half === '中午' && hour < 3);
  if (/^[ap]/.test(half) && (hour < 1 || hour > 12)) return Number.NaN;
  if (isLater) return hour < 12 ? hour + 12 : hour;
  return half !== '' && half !== '中午' && hour === 12 ? 0 : hour;
}

function clockTime(hour: number, minute: number, second: number, fraction: string): number | null {
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** Minutes east of UTC; null without a zone, undefined for an offset that no place has. */
function zoneOffset(zone: string | undefined): number | null | undefined {
  if (zone === undefined) return null;
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (Number(match[2]) > 14 || Number(match[3] ?? 0) > 59) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}
