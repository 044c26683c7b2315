import type { UseFormReturn } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormColumns, SelectField } from '../../shared/form/field.tsx';
import type { BrandValues } from './brand-values.ts';
import { CurrencyOptions } from './currency-options.tsx';
import { ZoneField } from './zone-field.tsx';

/** Where the brand's days begin, and in what its amounts are. */
export function RegionFields({
  form,
  currencyFixed,
}: {
  form: UseFormReturn<BrandValues>;
  currencyFixed: boolean;
}) {
  const { t } = useTranslation('brand');
  return (
    <FormColumns>
      <Controller
        control={form.control}
        name="timeZone"
        render={({ field, fieldState }) => (
          <ZoneField
            label={t('field.timeZone')}
            value={field.value}
            error={fieldState.error?.message}
            onChange={field.onChange}
          />
        )}
      />
      <Controller
        control={form.control}
        name="currency"
        render={({ field, fieldState }) => (
          <SelectField
            label={t('field.currency')}
            error={fieldState.error?.message}
            hint={currencyFixed ? t('hint.currencyFixed') : t('hint.currency')}
            disabled={currencyFixed}
            {...field}
          >
            <CurrencyOptions present={field.value} />
          </SelectField>
        )}
      />
    </FormColumns>
  );
}
