import type { i18n } from 'i18next';
import { type Formatters, IntlMessageFormat } from 'intl-messageformat';

type Values = Record<string, string | number | boolean | Date | null | undefined>;

// The same few for all messages: each is costly to make.
const numbers = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();
const formatters: Formatters = {
  getNumberFormat: (...[locale, options]) =>
    kept(numbers, `${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)),
  getPluralRules: (...[locale, options]) =>
    kept(plurals, `${locale} ${JSON.stringify(options)}`, () => new Intl.PluralRules(locale, options)),
  getDateTimeFormat: (...[locale, options]) => new Intl.DateTimeFormat(locale, options),
};

// Every browser knows both languages: asking it for each message takes longer than the messages themselves.
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale([locales].flat()[0] ?? 'en');

function kept<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** Lets i18next read messages as ICU ones: `{count, plural, one {# order} other {# orders}}`. */
export class IcuFormat {
  readonly type = 'i18nFormat' as const;
  private readonly formats = new Map<string, IntlMessageFormat>();

  init(_instance: i18n): void {}

  addLookupKeys(keys: string[]): string[] {
    return keys;
  }

  parse(message: unknown, values: Values, locale: string): unknown {
    if (typeof message !== 'string' || !message.includes('{')) return message;
    const key = `${locale} ${message}`;
    const format =
      this.formats.get(key) ??
      new IntlMessageFormat(message, locale, undefined, { ignoreTag: true, formatters });
    this.formats.set(key, format);
    return format.format(values);
  }
}
