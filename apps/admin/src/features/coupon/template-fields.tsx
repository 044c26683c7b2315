import { Controller, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ChipsField } from '../../shared/form/chips-field.tsx';
import formStyles from '../../shared/form/field.module.css';
import { FormColumns, TextArea, TextField } from '../../shared/form/field.tsx';
import layout from '../../shared/form/form-page.module.css';
import { useSuggestions } from '../../shared/record/use-suggestions.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import styles from './coupon.module.css';
import type { TemplateValues } from './template-values.ts';

interface FieldsProps {
  form: UseFormReturn<TemplateValues>;
  values: TemplateValues;
  /** Members have some: what they are good for stays. */
  fixed: boolean;
}

/** The fields of a template: those that one of its kind has. */
export function TemplateFields({ form, values, fixed }: FieldsProps) {
  const { t } = useTranslation(['coupon', 'common']);
  const { errors } = form.formState;
  return (
    <>
      <Panel title={t('form.panel.what')}>
        <div className={formStyles.form}>
          <TextField
            label={t('field.name')}
            hint={t('hint.name')}
            error={errors.name?.message}
            autoComplete="off"
            maxLength={60}
            {...form.register('name')}
          />
          <TextArea
            label={t('field.description')}
            hint={t('hint.description')}
            optional
            rows={2}
            error={errors.description?.message}
            {...form.register('description')}
          />
        </div>
      </Panel>
      <fieldset className={styles.fixed} disabled={fixed}>
        <legend className="k-visually-hidden">{t('form.panel.gives')}</legend>
        <Gives form={form} values={values} fixed={fixed} />
        <Which form={form} values={values} fixed={fixed} />
      </fieldset>
      <When form={form} values={values} fixed={fixed} />
      <Limits form={form} values={values} fixed={fixed} />
    </>
  );
}

function Gives({ form, values, fixed }: FieldsProps) {
  const { t } = useTranslation(['coupon', 'common']);
  const { currency } = useSession().brand;
  const { errors } = form.formState;
  return (
    <Panel title={t('form.panel.gives')} lead={fixed ? t('form.fixed') : undefined}>
      <div className={formStyles.form}>
        <fieldset className={layout.options}>
          <legend>{t('field.kind')}</legend>
          {(['AMOUNT', 'PERCENT'] as const).map((kind) => (
            <label key={kind} data-on={values.kind === kind ? '' : undefined}>
              <input type="radio" value={kind} {...form.register('kind')} />
              <span>
                {t(`kind.${kind}`)}
                <small>{t(`kindHint.${kind}`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <FormColumns>
          {values.kind === 'AMOUNT' ? (
            <TextField
              label={t('field.amount', { currency })}
              inputMode="decimal"
              error={errors.amount?.message}
              autoComplete="off"
              {...form.register('amount')}
            />
          ) : (
            <>
              <TextField
                label={t('field.percent')}
                hint={t('hint.percent')}
                inputMode="numeric"
                error={errors.percent?.message}
                autoComplete="off"
                {...form.register('percent')}
              />
              <TextField
                label={t('field.cap', { currency })}
                hint={t('hint.cap')}
                inputMode="decimal"
                error={errors.cap?.message}
                autoComplete="off"
                {...form.register('cap')}
              />
            </>
          )}
          <TextField
            label={t('field.minimum', { currency })}
            hint={t('hint.minimum')}
            optional
            inputMode="decimal"
            error={errors.minimum?.message}
            autoComplete="off"
            {...form.register('minimum')}
          />
        </FormColumns>
        <label className={layout.check}>
          <input type="checkbox" {...form.register('stackable')} />
          <span>
            {t('field.stackable')} <small>{t('hint.stackable')}</small>
          </span>
        </label>
      </div>
    </Panel>
  );
}

function Which({ form }: FieldsProps) {
  const { t } = useTranslation(['coupon', 'common']);
  const suggestions = useSuggestions();
  const { errors } = form.formState;
  return (
    <Panel title={t('form.panel.which')} lead={t('form.panelLead.which')}>
      <div className={formStyles.form}>
        {(['channels', 'skus'] as const).map((name) => (
          <Controller
            key={name}
            control={form.control}
            name={name}
            render={({ field: { ref, value, onChange, onBlur } }) => (
              <ChipsField
                label={t(`field.${name}`)}
                hint={t(`hint.${name}`)}
                error={errors[name]?.message}
                optional
                ref={ref}
                suggestions={suggestions[name]}
                value={value}
                onChange={onChange}
                onBlur={onBlur}
              />
            )}
          />
        ))}
      </div>
    </Panel>
  );
}

function When({ form, values }: FieldsProps) {
  const { t } = useTranslation(['coupon', 'common']);
  const { timeZone } = useSession().brand;
  const { errors } = form.formState;
  return (
    <Panel title={t('form.panel.when')} lead={t('form.panelLead.when', { zone: timeZone })}>
      <div className={formStyles.form}>
        <fieldset className={layout.options}>
          <legend>{t('field.validity')}</legend>
          {(['days', 'dates'] as const).map((validity) => (
            <label key={validity} data-on={values.validity === validity ? '' : undefined}>
              <input type="radio" value={validity} {...form.register('validity')} />
              <span>{t(`validity.${validity}`)}</span>
            </label>
          ))}
        </fieldset>
        <FormColumns>
          {values.validity === 'days' ? (
            <TextField
              label={t('field.validDays')}
              hint={t('hint.validDays')}
              inputMode="numeric"
              error={errors.validDays?.message}
              autoComplete="off"
              {...form.register('validDays')}
            />
          ) : (
            <>
              <TextField
                label={t('field.startsOn')}
                hint={t('hint.startsOn')}
                optional
                type="date"
                error={errors.startsOn?.message}
                {...form.register('startsOn')}
              />
              <TextField
                label={t('field.endsOn')}
                type="date"
                error={errors.endsOn?.message}
                {...form.register('endsOn')}
              />
            </>
          )}
        </FormColumns>
      </div>
    </Panel>
  );
}

function Limits({ form }: FieldsProps) {
  const { t } = useTranslation(['coupon', 'common']);
  const { currency } = useSession().brand;
  const { errors } = form.formState;
  return (
    <Panel title={t('form.panel.limits')} lead={t('form.panelLead.limits')}>
      <FormColumns>
        <TextField
          label={t('field.issueLimit')}
          optional
          inputMode="numeric"
          error={errors.issueLimit?.message}
          autoComplete="off"
          {...form.register('issueLimit')}
        />
        <TextField
          label={t('field.memberLimit')}
          optional
          inputMode="numeric"
          error={errors.memberLimit?.message}
          autoComplete="off"
          {...form.register('memberLimit')}
        />
        <TextField
          label={t('field.budget', { currency })}
          hint={t('hint.budget')}
          optional
          inputMode="decimal"
          error={errors.budget?.message}
          autoComplete="off"
          {...form.register('budget')}
        />
      </FormColumns>
      <label className={layout.check}>
        <input type="checkbox" {...form.register('active')} />
        <span>
          {t('field.active')} <small>{t('hint.active')}</small>
        </span>
      </label>
    </Panel>
  );
}
