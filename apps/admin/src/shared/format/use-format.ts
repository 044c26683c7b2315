import { currentLocale, type Locale } from '../i18n/locale.ts';
import { useSession } from '../session/session.tsx';
import { createFormat, type Format } from './format.ts';

let made: { locale: Locale; timeZone: string; format: Format } | undefined;

/** Formatting in the operator's language and the brand's time zone; one for all of a page. */
export function useFormat(): Format {
  const { timeZone } = useSession().brand;
  const locale = currentLocale();
  if (made?.locale !== locale || made.timeZone !== timeZone)
    made = { locale, timeZone, format: createFormat(locale, timeZone) };
  return made.format;
}
