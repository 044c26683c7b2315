import type { Locale } from '../i18n/locale.ts';

export interface Money {
  amount: string;
  currency: string;
}

/** How values are written in a language, with times in the brand's zone. */
export interface Format {
  number: (value: number | string) => string;
  /** `¥1,234.00` */
  money: (value: Money) => string;
  /** `¥1.2万`, for axes and tiles */
  moneyShort: (amount: number, currency: string) => string;
  numberShort: (value: number) => string;
  /** A change as a ratio: `+12.5%` */
  change: (ratio: number) => string;
  /** A day that is no moment (a birthday): `2024-03-05` */
  day: (day: string) => string;
  /** The month of a day: `2024-03` */
  month: (day: string) => string;
  /** A day without its year, for axes: `03-05` */
  monthDay: (day: string) => string;
  /** The day of a moment, in the brand's zone. */
  date: (moment: string) => string;
  dateTime: (moment: string) => string;
  /** With seconds and the zone, for what has to be exact. */
  exact: (moment: string) => string;
  /** `3 天前` */
  ago: (moment: string, now?: number) => string;
  /** How long it has been: `3天` */
  since: (moment: string, now?: number) => string;
  bytes: (size: number) => string;
}

type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute';

const minute = 60;
const units: [Unit, number][] = [
  ['year', 365 * 24 * 60 * minute],
  ['month', 30 * 24 * 60 * minute],
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
];

/** A span in the largest unit that fits, in whole ones of it. */
function inUnits(seconds: number): [number, Unit] {
  for (const [unit, size] of units) if (Math.abs(seconds) >= size) return [Math.trunc(seconds / size), unit];
  return [0, 'minute'];
}

/** Made when it is first needed: a page needs few of them, and none is cheap. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function createFormat(locale: Locale, timeZone: string): Format {
  // Chinese readers expect 2024-03-05 in tables, which Swedish writes by rule.
  const chinese = locale === 'zh-CN';
  const dates = chinese ? 'sv-SE' : 'en-GB';
  const dayOptions: Intl.DateTimeFormatOptions = chinese
    ? { dateStyle: 'short' }
    : { day: 'numeric', month: 'short', year: 'numeric' };
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const dateParts: Intl.DateTimeFormatOptions = chinese
    ? { year: 'numeric', month: '2-digit', day: '2-digit' }
    : dayOptions;

  const numbers = (options?: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, options));
  const times = (options: Intl.DateTimeFormatOptions, language = dates) =>
    once(() => new Intl.DateTimeFormat(language, options));

  const number = numbers();
  const short = numbers({ notation: 'compact', maximumFractionDigits: 1 });
  const change = numbers({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const day = times({ ...dayOptions, timeZone: 'UTC' });
  const month = times({ month: chinese ? '2-digit' : 'short', year: 'numeric', timeZone: 'UTC' });
  const monthDay = times({ day: 'numeric', month: 'short', timeZone: 'UTC' }, 'en-GB');
  const date = times({ ...dayOptions, timeZone });
  const dateTime = times({ ...dateParts, ...time, timeZone });
  const exact = times({ ...dateParts, ...time, second: '2-digit', timeZoneName: 'short', timeZone });
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const monies = new Map<string, Intl.NumberFormat>();
  const currency = (code: string, options: Intl.NumberFormatOptions = {}) => {
    const key = `${code} ${options.notation ?? ''}`;
    const known = monies.get(key);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: code,
      currencyDisplay: 'narrowSymbol',
      ...options,
    });
    monies.set(key, made);
    return made;
  };

  return {
    number: (value) => number().format(Number(value)),
    // The decimal is handed on as text: Intl rounds no digit of it away.
    money: ({ amount, currency: code }) => currency(code).format(amount as Intl.StringNumericLiteral),
    moneyShort: (amount, code) =>
      currency(code, { notation: 'compact', maximumFractionDigits: 1 }).format(amount),
    numberShort: (value) => short().format(value),
    change: (ratio) => change().format(ratio),
    day: (value) => day().format(new Date(`${value}T00:00:00Z`)),
    month: (value) => month().format(new Date(`${value}T00:00:00Z`)),
    monthDay: (value) => (chinese ? value.slice(5) : monthDay().format(new Date(`${value}T00:00:00Z`))),
    date: (moment) => date().format(new Date(moment)),
    dateTime: (moment) => dateTime().format(new Date(moment)),
    exact: (moment) => exact().format(new Date(moment)),
    ago: (moment, now = Date.now()) => {
      const [count, unit] = inUnits((Date.parse(moment) - now) / 1000);
      return relative().format(count, unit);
    },
    since: (moment, now = Date.now()) => {
      const [count, unit] = inUnits((now - Date.parse(moment)) / 1000);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
    },
    bytes: (size) => {
      const mega = size >= 1_000_000;
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: mega ? 'megabyte' : 'kilobyte',
        maximumFractionDigits: mega ? 1 : 0,
      }).format(size / (mega ? 1_000_000 : 1000));
    },
  };
}
