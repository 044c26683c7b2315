import { useId } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import styles from './rfm.module.css';
import type { cutFields, SettingValues } from './setting-values.ts';

const hints = {
  recencyDays: 'setting.recencyHint',
  frequencyOrders: 'setting.frequencyHint',
  monetaryAmounts: 'setting.monetaryHint',
} as const;

/** The four cut points of a dimension, side by side. */
export function CutFields(props: {
  form: UseFormReturn<SettingValues>;
  field: (typeof cutFields)[number];
  currency: string;
}) {
  const { form, field, currency } = props;
  const { t } = useTranslation('rfm');
  const id = useId();
  const name = t(`setting.${field}`, { currency });
  const wrong = form.formState.errors[field];
  const each = Array.isArray(wrong) ? wrong.find(Boolean)?.message : undefined;
  const error = each ?? wrong?.root?.message ?? wrong?.message;
  return (
    <fieldset className={styles.cuts} aria-describedby={id}>
      <legend>{name}</legend>
      <div>
        {([0, 1, 2, 3] as const).map((at) => (
          <input
            key={at}
            inputMode={field === 'monetaryAmounts' ? 'decimal' : 'numeric'}
            autoComplete="off"
            aria-label={t('setting.cut', { name, n: at + 1 })}
            aria-invalid={error ? true : undefined}
            {...form.register(`${field}.${at}`)}
          />
        ))}
      </div>
      <p id={id} role={error ? 'alert' : undefined}>
        {error ?? t(hints[field])}
      </p>
    </fieldset>
  );
}
