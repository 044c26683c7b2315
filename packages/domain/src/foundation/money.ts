/** Digits after the decimal point, by ISO 4217; two unless listed here. */
const codesByDigits: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};
const digitsByCurrency: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByDigits).flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
  ),
);

/** How many digits a currency has after the point: 2 for CNY, 0 for JPY. */
export function currencyDigits(currency: string): number {
  return digitsByCurrency.get(currency) ?? 2;
}

/**
 * The largest amount that is taken, in minor units: 1,000,000,000,000.00. Numbers count it exactly, and 90,000 such
 * orders of one member still add up to what a column of eight bytes holds.
 */
export const maximumMinor = 10 ** 14;

/** Minor units, also as their digits, as an exact decimal: `formatMinor(123450, 'CNY')` is `1234.50`. */
export function formatMinor(minor: bigint | number | string, currency: string): string {
  const digits = currencyDigits(currency);
  const whole = typeof minor === 'number' ? String(BigInt(minor)) : String(minor);
  const sign = whole.startsWith('-') ? '-' : '';
  const text = whole.slice(sign.length).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** An exact decimal as minor units; undefined when it isn't one, has too many digits, or is beyond what a number counts exactly. */
export function parseMinor(decimal: string, currency: string): number | undefined {
  const digits = currencyDigits(currency);
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,9}))?$/.exec(decimal);
  if (!match) return undefined;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const minor = Number(`${match[1]}${match[2]}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? minor || 0 : undefined;
}
