import { currencies, currencyName } from '../../shared/format/places.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';

/** The currencies to choose from, the present one among them. */
export function CurrencyOptions({ present }: { present: string }) {
  return [...new Set([...currencies, present])].map((code) => (
    <option key={code} value={code}>
      {currencyName(code, currentLocale())}
    </option>
  ));
}
