import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { IcuFormat } from './icu-format.ts';
import type { Locale } from './locale.ts';

export type Messages = { [key: string]: string | Messages };
/** Fetches the messages of one namespace in one language. */
export type LoadMessages = (locale: Locale, namespace: string) => Promise<Messages>;

let started: { locale: Locale; load: LoadMessages; instance: Promise<i18n> } | undefined;
const bundles = new Map<string, Promise<Messages>>();

/** Starts translation in one language; further namespaces come when a page asks for them. */
export async function startI18n(locale: Locale, load: LoadMessages, namespaces: string[]): Promise<void> {
  started = { locale, load, instance: createI18n(locale) };
  await loadNamespaces(namespaces);
}

async function createI18n(locale: Locale): Promise<i18n> {
  const instance = createInstance();
  instance.use(new IcuFormat()).use(initReactI18next);
  await instance.init({
    lng: locale,
    fallbackLng: false,
    ns: [],
    defaultNS: 'common',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}

/** Makes sure that the messages of these namespaces are there before a page that needs them is shown. */
export async function loadNamespaces(namespaces: string[]): Promise<void> {
  if (!started) throw new Error('translation was not started');
  const { locale, load, instance } = started;
  await Promise.all(
    namespaces.map(async (namespace) => {
      const loading = bundles.get(namespace) ?? load(locale, namespace);
      bundles.set(namespace, loading);
      // What couldn't be fetched is tried again by the next who needs it.
      loading.catch(() => bundles.delete(namespace));
      const messages = await loading;
      const translation = await instance;
      if (!translation.hasResourceBundle(locale, namespace))
        translation.addResourceBundle(locale, namespace, messages);
    }),
  );
}
