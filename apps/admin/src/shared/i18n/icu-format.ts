import type { i18n } from 'i18next';
import { IntlMessageFormat } from 'intl-messageformat';

type Values = Record<string, string | number | boolean | Date | null | undefined>;

// Every browser knows both languages: asking it for each message takes longer than the messages themselves.
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale([locales].flat()[0] ?? 'en');

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
      this.formats.get(key) ?? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    this.formats.set(key, format);
    return format.format(values);
  }
}
