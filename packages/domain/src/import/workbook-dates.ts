/** Number formats that every workbook knows without declaring them and that show a date or a time (ECMA-376 18.8.30). */
const builtInDates: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
const MILLISECONDS_OF_A_DAY = 86_400_000;

/** Whether a number format shows a date or a time of day. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.some(([from, to]) => id >= from && id <= to);
  // Quoted text, escaped characters, colours, locales and elapsed time say nothing about a date.
  const [positive = ''] = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';');
  return /[ymdhs]/i.test(positive) && !/general/i.test(positive);
}

/**
 * A serial day number as ISO 8601 without zone; `HH:MM:SS` when there is no day, null when it is out of range.
 *
 * @param epoch the workbook's date system: 1900 counts a 29 February 1900 that never was (serial 60)
 */
export function serialToIso(serial: number, epoch: 1900 | 1904): string | null {
  if (!(serial >= 0 && serial < 2_958_466)) return null;
  // A double holds a time of these years to a hundredth of a millisecond.
  const rounded = Math.round(serial * MILLISECONDS_OF_A_DAY);
  const day = Math.floor(rounded / MILLISECONDS_OF_A_DAY);
  const base = epoch === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const iso = new Date(base + rounded).toISOString();
  const clock = iso.endsWith('.000Z') ? iso.slice(11, 19) : iso.slice(11, 23);
  if (day === 0 && epoch === 1900) return clock;
  return rounded % MILLISECONDS_OF_A_DAY === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)}T${clock}`;
}

/**
 * A number as a workbook stores it, as plain decimal digits with the 15 significant ones that spreadsheet
 * programs show: 29.329999999999998 is a 29.33 that was stored as a double. Null when it is no number.
 */
export function plainNumber(raw: string): string | null {
  if (raw.length <= 16 && /^-?\d{1,15}(\.\d+)?$/.test(raw) && raw !== '-0') return raw;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(raw)) return null;
  const value = Number(raw);
  if (!Number.isFinite(value)) return null;
  const [mantissa = '', exponent = '0'] = value.toExponential(14).split('e');
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace(/[-.]/g, '');
  const point = 1 + Number(exponent);
  if (Math.abs(point) > 40) return null;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = (point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits).replace(/0+$/, '');
  const plain = fraction === '' ? whole : `${whole}.${fraction}`;
  return negative && /[1-9]/.test(plain) ? `-${plain}` : plain;
}
