import { currencyDigits, maximumMinor } from '../foundation/money.ts';
import { type CellResult, read, unread } from './cell-text.ts';

export type DecimalMark = '.' | ',';

/** What a value says about the decimal mark of its column: a mark, nothing, or that it could be either. */
export type DecimalEvidence = DecimalMark | 'either' | null;

/** Powers of ten of the units that amounts are written in. */
const units: Readonly<Record<string, number>> = { 千: 3, 万: 4, 萬: 4, 百万: 6, 千万: 7, 亿: 8, 億: 8 };

/** Signs and words for money, each with the currencies that it may stand for; null is any. */
const signs: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(RMB|CN¥|人民币|块钱?)$/, ['CNY']],
  [/^¥$/, ['CNY', 'JPY']],
  [/^[元圆圓]$/, ['CNY', 'TWD', 'HKD', 'JPY']],
  [/^(US\$|美元)$/, ['USD']],
  [/^(HK\$|港[元币])$/, ['HKD']],
  [/^(NT\$|新?台[币幣])$/, ['TWD']],
  [/^\$$/, ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'ARS', 'CLP', 'COP']],
  [/^(€|欧元)$/, ['EUR']],
  [/^(£|英镑)$/, ['GBP', 'EGP']],
  [/^(円|日元)$/, ['JPY']],
  [/^(₩|원|韩元)$/, ['KRW']],
  [/^₹$/, ['INR']],
  [/^₽$/, ['RUB']],
];

interface AmountParts {
  negative: boolean;
  /** Digits and marks only, as `1.234,50`; blanks and apostrophes between thousands are gone. */
  number: string;
  /** Power of ten from a unit such as 万. */
  shift: number;
  sign: string;
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Decimal places of a currency: 2 for CNY, 0 for JPY, 3 for KWD; null when there is no such currency. */
export function minorDigits(currency: string): number | null {
  return currencies.has(currency) ? currencyDigits(currency) : null;
}

/** The currency that a cell names by its code or a common word. */
export function readCurrency(bare: string): CellResult<string> {
  const text = bare.normalize('NFKC').toUpperCase();
  if (minorDigits(text) !== null) return read(text);
  const sole = signs.find(([pattern, possible]) => possible.length === 1 && pattern.test(text));
  return sole?.[1][0] ? read(sole[1][0]) : unread('CURRENCY_UNKNOWN');
}

/** What one value says about its column; collected over all rows before anything is read. */
export function decimalEvidence(bare: string, currency: string): DecimalEvidence {
  const parts = amountParts(bare);
  return parts ? markOf(parts, currency) : null;
}

/**
 * An amount in minor units, by decimal arithmetic on its digits: 1.2万元 is 1200000 fen.
 *
 * @param mark the decimal mark of the column; null when nothing is known about it
 */
export function readAmount(bare: string, currency: string, mark: DecimalMark | null): CellResult<bigint> {
  const parts = amountParts(bare);
  const places = minorDigits(currency);
  if (!parts || places === null) return unread('AMOUNT_INVALID');
  if (!signFits(parts.sign, currency)) return unread('AMOUNT_OTHER_CURRENCY', { currency });
  const own = markOf(parts, currency);
  const decimal = mark ?? own;
  if (decimal === 'either') return unread('AMOUNT_AMBIGUOUS');
  const digits = withoutNoise(splitDecimal(parts.number, decimal ?? '.'));
  if (!digits) return unread('AMOUNT_INVALID');

  const shift = parts.shift + places;
  const fraction = digits.fraction.replace(/0+$/, '');
  if (fraction.length > shift) return unread('AMOUNT_TOO_PRECISE', { currency, digits: places });
  const all = `${digits.whole}${fraction.padEnd(shift, '0')}`.replace(/^0+(?=\d)/, '');
  if (all.length > 20) return unread('AMOUNT_TOO_LARGE');
  const minor = BigInt(all);
  if (parts.negative && minor > 0n) return unread('AMOUNT_NEGATIVE');
  return minor > maximumMinor ? unread('AMOUNT_TOO_LARGE') : read(minor);
}

/** The largest quantity of one line. */
export const LARGEST_QUANTITY = 1_000_000;

/** A count of pieces: a positive whole number, maybe with decimals that are zero or a word for pieces. */
export function readQuantity(bare: string): CellResult<number> {
  const text = bare.normalize('NFKC').replace(/\s*(件|个|個|pcs?|x|×)$/i, '');
  const digits = /^\+?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0*)?$/.exec(text)?.[1]?.replaceAll(',', '');
  const quantity = Number(digits);
  const valid = digits !== undefined && quantity >= 1 && quantity <= LARGEST_QUANTITY;
  return valid ? read(quantity) : unread('QUANTITY_INVALID', { limit: LARGEST_QUANTITY });
}

/** What most files hold; everything else takes the long way. */
const PLAIN = /^(-?)(\d+(?:\.\d+)?)$/;
const SHAPE = /^(?<lead>[^\d.,()+-]*)(?<number>[\d.,][\d.,]*)(?<tail>[^\d.,()+-]*)$/u;

function amountParts(bare: string): AmountParts | null {
  const plain = PLAIN.exec(bare);
  if (plain) return { negative: plain[1] === '-', number: plain[2] ?? '', shift: 0, sign: '' };
  let text = bare
    .normalize('NFKC')
    .replace(/[\u2212\u2013\u2014]/g, '-')
    .toUpperCase();
  let negative = false;
  const bracketed = /^([^\d()]*)\((.+)\)([^\d()]*)$/u.exec(text);
  if (bracketed && /\d/.test(bracketed[2] ?? '')) {
    negative = true;
    text = `${bracketed[1]}${bracketed[2]}${bracketed[3]}`;
  }
  const signed = /^([^\d+-]*)([+-])([^+-]*)$|^([^+-]*\d[^+-]*)(-)$/u.exec(text);
  if (signed) {
    if (negative) return null;
    negative = (signed[2] ?? signed[5]) === '-';
    text = signed[5] ? (signed[4] ?? '') : `${signed[1]}${signed[3]}`;
  }
  // Blanks and apostrophes part thousands (1 234.50, 1'234.50) only between a digit and three others.
  text = text.replace(/(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?!\d))/gu, '');
  if (/\d\s+\d/.test(text)) return null;
  text = text.replace(/\s+/gu, '');
  const shape = SHAPE.exec(text)?.groups;
  if (!shape?.number || !/\d/.test(shape.number)) return null;
  const unit = /^(百万|千万|[千万萬亿億])/u.exec(shape.tail ?? '')?.[0] ?? '';
  const tail = (shape.tail ?? '').slice(unit.length);
  const lead = shape.lead ?? '';
  if (lead !== '' && tail !== '' && !sameMoney(lead, tail)) return null;
  const sign = lead || tail;
  if (sign !== '' && minorDigits(sign) === null && !signs.some(([pattern]) => pattern.test(sign)))
    return null;
  return { negative, number: shape.number, shift: units[unit] ?? 0, sign };
}

/** `¥12元` names its money twice; that is fine when both can be the same. */
function sameMoney(lead: string, tail: string): boolean {
  const first = currenciesOf(lead);
  return currenciesOf(tail).some((currency) => first.includes(currency));
}

function currenciesOf(sign: string): readonly string[] {
  if (minorDigits(sign) !== null) return [sign];
  return signs.find(([pattern]) => pattern.test(sign))?.[1] ?? [];
}

function signFits(sign: string, currency: string): boolean {
  return sign === '' || currenciesOf(sign).includes(currency);
}

function markOf(parts: AmountParts, currency: string): DecimalEvidence {
  const { number } = parts;
  const dot = number.lastIndexOf('.');
  const comma = number.lastIndexOf(',');
  if (dot < 0 && comma < 0) return null;
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  const mark = dot >= 0 ? '.' : ',';
  const other = mark === '.' ? ',' : '.';
  const [whole = '', ...groups] = number.split(mark);
  if (groups.length > 1) return other;
  const canBeThousands = /^[1-9]\d{0,2}$/.test(whole) && groups[0]?.length === 3;
  if (!canBeThousands) return mark;
  if (parts.shift > 0) return mark === '.' ? '.' : 'either';
  // A currency without decimals leaves only one reading.
  return minorDigits(currency) === 0 ? other : 'either';
}

interface Digits {
  whole: string;
  fraction: string;
}

/** A double holds 15 decimal digits exactly; what programs print beyond them is noise. */
const DOUBLE_DIGITS = 15;

/**
 * 1.1400000000000001 and 1.3599999999999999 are a 1.14 and a 1.36 that a program added up in binary: a fraction
 * with more digits than a double holds is rounded to those that it does. Nothing shorter is ever rounded.
 */
function withoutNoise(digits: Digits | null): Digits | null {
  if (!digits || digits.fraction.length < 10) return digits;
  const all = `${digits.whole}${digits.fraction}`.replace(/^0+/, '');
  const excess = all.length - DOUBLE_DIGITS;
  if (excess <= 0 || excess > digits.fraction.length) return digits;
  const unit = 10n ** BigInt(excess);
  const places = digits.fraction.length - excess;
  const rounded = ((BigInt(all) + unit / 2n) / unit).toString().padStart(places + 1, '0');
  return {
    whole: rounded.slice(0, rounded.length - places),
    fraction: rounded.slice(rounded.length - places),
  };
}

function splitDecimal(number: string, mark: DecimalMark): Digits | null {
  const [whole = '', fraction = '', ...more] = number.split(mark);
  const thousands = mark === '.' ? ',' : '.';
  if (more.length > 0 || !/^\d*$/.test(fraction)) return null;
  if (/^\d+$/.test(whole)) return { whole, fraction };
  if (whole === '') return fraction === '' ? null : { whole: '0', fraction };
  const groups = whole.split(thousands);
  const western = groups.every(
    (group, index) => /^\d+$/.test(group) && (index === 0 ? group.length < 4 : group.length === 3),
  );
  const indian =
    groups.at(-1)?.length === 3 &&
    groups.slice(0, -1).every((group, index) => (index === 0 ? /^\d{1,2}$/ : /^\d{2}$/).test(group));
  return western || indian ? { whole: groups.join(''), fraction } : null;
}
