import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { type Locale, switchLocale } from '../../shared/i18n/locale.ts';
import { OperatorLocaleDocument } from './shell.graphql.ts';

/** Switches the console's language, and the one in which the operator gets mail. */
export function useSwitchLocale(): (locale: Locale) => void {
  const [update] = useMutation(OperatorLocaleDocument);
  return useCallback(
    (locale) => {
      const go = () => switchLocale(locale);
      update({ variables: { locale: locale === 'en' ? 'EN' : 'ZH_CN' } }).then(go, go);
    },
    [update],
  );
}
