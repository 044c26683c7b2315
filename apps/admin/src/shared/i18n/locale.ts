export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

const storageKey = 'kolony.locale';

function isLocale(value: string | null): value is Locale {
  return locales.some((locale) => locale === value);
}

/** The language chosen on this device, else the browser's, else Chinese. */
export function currentLocale(): Locale {
  const chosen = localStorage.getItem(storageKey);
  if (isLocale(chosen)) return chosen;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

/** Keeps the choice and loads the page anew in it; what the page shows stands in its address, so nothing is lost. */
export function switchLocale(locale: Locale): void {
  localStorage.setItem(storageKey, locale);
  location.reload();
}
