import type { Locale } from '../../shared/i18n/locale.ts';

const names = new Map<string, string>();

function part(
  zone: string,
  locale: string,
  timeZoneName: 'longGeneric' | 'shortGeneric' | 'shortOffset',
): string {
  const key = `${zone} ${locale} ${timeZoneName}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName }).formatToParts();
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  names.set(key, name);
  return name;
}

/** `中国时间`, `China Standard Time`. */
export function zoneName(zone: string, locale: Locale): string {
  return part(zone, locale, 'longGeneric');
}

/** By its city or country, as people there call it: `纽约时间`, `New York Time`. */
export function zonePlace(zone: string, locale: Locale): string {
  return part(zone, locale, 'shortGeneric');
}

/** Its distance from UTC today: `GMT+8`. */
export function zoneOffset(zone: string): string {
  return part(zone, 'en', 'shortOffset');
}
