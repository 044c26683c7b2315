import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { IcuFormat } from './icu-format.ts';
import type { Locale } from './locale.ts';

export type Messages = { [key: string]: string | Messages };
/** Fetches the messages of one namespace in one language. */
export type LoadMessages = (locale: Locale, namespace: string) => Promise<Messages>;

let instance: i18n | undefined;
let load: LoadMessages | undefined;
let language: Locale = 'zh-CN';

/** Starts translation in one language; namespaces come when a page asks for them. */
export async function startI18n(locale: Locale, loader: LoadMessages, namespaces: string[]): Promise<i18n> {
  load = loader;
  language = locale;
  const starting = createInstance();
  starting.use(new IcuFormat()).use(initReactI18next);
  await starting.init({
    lng: locale,
    fallbackLng: false,
    ns: [],
    defaultNS: 'common',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  instance = starting;
  await loadNamespaces(namespaces);
  return starting;
}

/** Makes sure that the messages of these namespaces are there before a page that needs them is shown. */
export async function loadNamespaces(namespaces: string[]): Promise<void> {
  const missing = namespaces.filter((namespace) => !instance?.hasResourceBundle(language, namespace));
  await Promise.all(
    missing.map(async (namespace) => {
      instance?.addResourceBundle(language, namespace, await load?.(language, namespace));
    }),
  );
}
