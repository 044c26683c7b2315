import { useMemo } from 'react';
import { currentLocale } from '../i18n/locale.ts';
import { useSession } from '../session/session.tsx';
import { createFormat, type Format } from './format.ts';

/** Formatting in the operator's language and the brand's time zone. */
export function useFormat(): Format {
  const { timeZone } = useSession().brand;
  return useMemo(() => createFormat(currentLocale(), timeZone), [timeZone]);
}
