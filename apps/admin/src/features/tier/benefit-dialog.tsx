import { useTranslation } from 'react-i18next';
import type { BenefitKind } from '../../gql/graphql.ts';
import { type Acted, useAct } from '../../shared/api/use-act.ts';
import { SelectField, TextArea, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import layout from '../../shared/form/form-page.module.css';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { useSession } from '../../shared/session/session.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { BenefitCreateDocument, BenefitUpdateDocument } from './benefit.graphql.ts';
import { type BenefitValues, benefitSchema, contentOf, has, valuesOf } from './benefit-values.ts';
import { type Benefit, groupNames, groups } from './benefits.ts';
import { showsTiers } from './ladders.ts';

/** What a tier grants is added, or changed. */
export function BenefitDialog(props: {
  tier: { id: string; name: string };
  benefit?: Benefit;
  /** What the tier can still be given. */
  kinds: readonly BenefitKind[];
  onClose: () => void;
}) {
  const { tier, benefit, kinds, onClose } = props;
  const { t } = useTranslation(['tier', 'common']);
  const { currency } = useSession().brand;
  const [create] = useAct(BenefitCreateDocument, { refetch: showsTiers });
  const [update] = useAct(BenefitUpdateDocument, { refetch: showsTiers });
  const first = kinds[0] ?? 'PRIORITY';
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: benefitSchema(t),
    defaultValues: valuesOf(benefit, first, t(`kind.${first}`)),
    send: async (values: BenefitValues): Promise<Acted<unknown>> => {
      const input = contentOf(values);
      if (!benefit) return create({ input: { ...input, tierId: tier.id } });
      return update({ input: { ...input, id: benefit.id, version: benefit.version } });
    },
    onDone: (_, { name }) => {
      toast(benefit ? t('common:state.saved') : t('benefit.added', { name: name.trim() }));
      onClose();
    },
  });
  const { errors } = form.formState;
  const kind = form.watch('kind');
  const kindField = form.register('kind');
  const typed = (name: 'percent' | 'factor' | 'times' | 'contact' | 'points' | 'hours') =>
    has(kind, name) && (
      <TextField
        label={t(`benefitField.${name}`)}
        hint={t(`benefitHint.${name}`)}
        inputMode={name === 'contact' ? 'text' : 'decimal'}
        autoComplete="off"
        error={errors[name]?.message}
        {...form.register(name)}
      />
    );
  return (
    <FormDialog
      title={benefit ? t('benefit.editTitle') : t('benefit.addTitle', { tier: tier.name })}
      confirm={benefit ? t('common:action.save') : t('common:action.add')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      {!benefit && (
        <SelectField
          label={t('benefitField.kind')}
          error={errors.kind?.message}
          {...kindField}
          onChange={(event) => {
            // The name says the kind until somebody gives it another.
            if (form.getValues('name') === t(`kind.${kind}`)) {
              const next = kinds.find((one) => one === event.target.value);
              if (next) form.setValue('name', t(`kind.${next}`));
            }
            void kindField.onChange(event);
          }}
        >
          {groupNames.map((group) => {
            const own = groups[group].filter((one) => kinds.includes(one));
            return (
              own.length > 0 && (
                <optgroup key={group} label={t(`group.${group}`)}>
                  {own.map((one) => (
                    <option key={one} value={one}>
                      {t(`kind.${one}`)}
                    </option>
                  ))}
                </optgroup>
              )
            );
          })}
        </SelectField>
      )}
      <TextField
        label={t('field.name')}
        hint={t('benefitHint.name')}
        autoComplete="off"
        maxLength={60}
        error={errors.name?.message}
        {...form.register('name')}
      />
      {typed('percent')}
      {typed('factor')}
      {typed('times')}
      {has(kind, 'period') && (
        <SelectField label={t('benefitField.period')} {...form.register('period')}>
          <option value="MONTH">{t('benefitPeriod.MONTH')}</option>
          <option value="YEAR">{t('benefitPeriod.YEAR')}</option>
        </SelectField>
      )}
      {typed('contact')}
      {typed('points')}
      {typed('hours')}
      <TextArea
        label={t('benefitField.description')}
        hint={t('benefitHint.description')}
        optional
        rows={2}
        error={errors.description?.message}
        {...form.register('description')}
      />
      <TextField
        label={t('benefitField.yearlyCost', { currency })}
        hint={t('benefitHint.yearlyCost')}
        optional
        inputMode="decimal"
        autoComplete="off"
        error={errors.yearlyCost?.message}
        {...form.register('yearlyCost')}
      />
      <label className={layout.check}>
        <input type="checkbox" {...form.register('active')} />
        <span>
          {t('benefitField.active')} <small>{t('benefitHint.active')}</small>
        </span>
      </label>
    </FormDialog>
  );
}
