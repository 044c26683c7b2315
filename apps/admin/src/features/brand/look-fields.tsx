import type { UseFormReturn } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormColumns, FormStack } from '../../shared/form/field.tsx';
import styles from './brand.module.css';
import { BrandPreview } from './brand-preview.tsx';
import type { BrandValues } from './brand-values.ts';
import { ColorField } from './color-field.tsx';
import { LogoField } from './logo-field.tsx';

/** Logo and colours, and how they look together. */
export function LookFields({ form }: { form: UseFormReturn<BrandValues> }) {
  const { t } = useTranslation('brand');
  const [name, logoUrl, primaryColor, secondaryColor] = form.watch([
    'name',
    'logoUrl',
    'primaryColor',
    'secondaryColor',
  ]);
  return (
    <div className={styles.look}>
      <FormStack>
        <Controller
          control={form.control}
          name="logoUrl"
          render={({ field, fieldState }) => (
            <LogoField
              value={field.value}
              error={fieldState.error?.message}
              brandName={name}
              onChange={field.onChange}
            />
          )}
        />
        <FormColumns>
          {(['primaryColor', 'secondaryColor'] as const).map((color) => (
            <Controller
              key={color}
              control={form.control}
              name={color}
              render={({ field, fieldState }) => (
                <ColorField
                  label={t(`field.${color}`)}
                  value={field.value}
                  error={fieldState.error?.message}
                  onChange={field.onChange}
                />
              )}
            />
          ))}
        </FormColumns>
      </FormStack>
      <BrandPreview
        name={name}
        logoUrl={logoUrl}
        primaryColor={primaryColor}
        secondaryColor={secondaryColor}
      />
    </div>
  );
}
