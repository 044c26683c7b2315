import { useTranslation } from 'react-i18next';
import { currencyName } from '../../shared/format/places.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import type { BrandValues } from './brand-values.ts';
import { bytesOf } from './logo-picture.ts';

/** One field of a brand as a text to be read and compared. */
export function useFieldText(): (values: BrandValues, field: keyof BrandValues) => string {
  const { t } = useTranslation(['brand', 'common']);
  const format = useFormat();
  return (values, field) => {
    if (field === 'channels')
      return values.channels
        .map(({ platform, ...channel }) =>
          [t(`common:platform.${platform}`), channel.accountName, channel.accountId, channel.url]
            .filter(Boolean)
            .join(' · '),
        )
        .join('; ');
    const value = values[field];
    if (field === 'logoUrl' && value.startsWith('data:'))
      return t('logo.uploaded', { size: format.bytes(bytesOf(value)) });
    return field === 'currency' ? currencyName(value, currentLocale()) : value;
  };
}
