import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../shared/api/use-act.ts';
import { SelectField, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { pathInBrand } from '../../shared/session/brand-path.ts';
import { useSession } from '../../shared/session/session.tsx';
import { BrandCreateDocument } from './brand.graphql.ts';
import { limits } from './brand-values.ts';
import { CurrencyOptions } from './currency-options.tsx';
import { ZoneField } from './zone-field.tsx';

/** Makes a further brand and goes on in it: another brand is another address, loaded anew. */
export function BrandDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['brand', 'common']);
  const { brand } = useSession();
  const [create] = useAct(BrandCreateDocument);
  const required = z.string().check(z.refine((value) => value.trim() !== '', t('common:form.required')));
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: 'brand.new',
    schema: z.object({
      name: required.check(z.maxLength(limits.name, t('common:form.tooLong', { limit: limits.name }))),
      timeZone: required,
      currency: required,
    }),
    defaultValues: { name: '', timeZone: brand.timeZone, currency: brand.currency },
    send: ({ name, ...rest }) => create({ input: { name: name.trim(), ...rest } }),
    onDone: ({ brandCreate }) => {
      if (brandCreate.brand) location.assign(pathInBrand('/brand', brandCreate.brand.id));
    },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('create.title')}
      confirm={t('create.confirm')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      draft={draft}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="k-muted">{t('create.text')}</p>
      <TextField
        label={t('field.name')}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name')}
      />
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
      <SelectField
        label={t('field.currency')}
        hint={t('hint.currency')}
        error={errors.currency?.message}
        {...form.register('currency')}
      >
        <CurrencyOptions present={brand.currency} />
      </SelectField>
    </FormDialog>
  );
}
