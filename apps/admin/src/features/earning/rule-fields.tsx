import { Controller, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ChipsField } from '../../shared/form/chips-field.tsx';
import formStyles from '../../shared/form/field.module.css';
import { FormColumns, SelectField, TextField } from '../../shared/form/field.tsx';
import layout from '../../shared/form/form-page.module.css';
import { TiersField } from '../../shared/record/tiers-field.tsx';
import { useSuggestions } from '../../shared/record/use-suggestions.ts';
import { useTierNames } from '../../shared/record/use-tier-names.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { fieldsOf, type RuleValues } from './rule-values.ts';
import { effects, events } from './rules.ts';

/** The fields of a rule: those that a rule for its event, and of its effect, has. */
export function RuleFields(props: { form: UseFormReturn<RuleValues>; values: RuleValues; isNew: boolean }) {
  const { form, values, isNew } = props;
  const { t } = useTranslation(['earning', 'common']);
  const { currency, timeZone } = useSession().brand;
  const { errors } = form.formState;
  const has = fieldsOf(values);
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
          <SelectField
            label={t('field.event')}
            hint={has.order ? undefined : t('form.eventHint')}
            error={errors.event?.message}
            {...form.register('event')}
          >
            {events.map((event) => (
              <option key={event} value={event}>
                {t(`common:earningEvent.${event}`)}
              </option>
            ))}
          </SelectField>
          <fieldset className={layout.options}>
            <legend>{t('field.effect')}</legend>
            {effects.map((effect) => (
              <label key={effect} data-on={values.effect === effect ? '' : undefined}>
                <input type="radio" value={effect} {...form.register('effect')} />
                <span>
                  {t(`common:earningEffect.${effect}`)}
                  <small>{t(`form.effect.${effect}`)}</small>
                </span>
              </label>
            ))}
          </fieldset>
        </div>
      </Panel>
      <Panel title={t('form.panel.gives')}>
        <FormColumns>
          {has.points && (
            <TextField
              label={t('field.points')}
              inputMode="numeric"
              error={errors.points?.message}
              autoComplete="off"
              {...form.register('points')}
            />
          )}
          {has.factor && (
            <TextField
              label={t('field.factor')}
              hint={t('hint.factor')}
              inputMode="decimal"
              error={errors.factor?.message}
              autoComplete="off"
              {...form.register('factor')}
            />
          )}
          {has.per && (
            <TextField
              label={t('field.per', { currency })}
              hint={t('hint.per')}
              optional
              inputMode="decimal"
              error={errors.per?.message}
              autoComplete="off"
              {...form.register('per')}
            />
          )}
        </FormColumns>
      </Panel>
      <WhoseTier form={form} />
      {has.order && <WhichOrders form={form} currency={currency} />}
      <Panel title={t('form.panel.when')} lead={t('form.panelLead.when', { zone: timeZone })}>
        <FormColumns>
          <TextField
            label={t('field.startsAt')}
            hint={isNew ? t('hint.startsAt') : t('hint.startsAtKept')}
            optional
            type="datetime-local"
            error={errors.startsAt?.message}
            {...form.register('startsAt')}
          />
          <TextField
            label={t('field.endsAt')}
            hint={t('hint.endsAt')}
            optional
            type="datetime-local"
            error={errors.endsAt?.message}
            {...form.register('endsAt')}
          />
        </FormColumns>
        <label className={layout.check}>
          <input type="checkbox" {...form.register('active')} />
          <span>
            {t('field.active')} <small>{t('hint.active')}</small>
          </span>
        </label>
      </Panel>
      <Panel title={t('form.panel.limits')} lead={t('form.panelLead.limits')}>
        <FormColumns>
          <TextField
            label={t('field.dailyPoints')}
            optional
            inputMode="numeric"
            error={errors.dailyPoints?.message}
            autoComplete="off"
            {...form.register('dailyPoints')}
          />
          <TextField
            label={t('field.dailyTimes')}
            optional
            inputMode="numeric"
            error={errors.dailyTimes?.message}
            autoComplete="off"
            {...form.register('dailyTimes')}
          />
        </FormColumns>
      </Panel>
    </>
  );
}

/** Members of which tiers; nothing to choose from where there are none. */
function WhoseTier({ form }: { form: UseFormReturn<RuleValues> }) {
  const { t } = useTranslation('earning');
  const { tiers } = useTierNames();
  if (tiers.length === 0 && form.getValues('tierIds').length === 0) return null;
  return (
    <Panel title={t('form.panel.who')}>
      <Controller
        control={form.control}
        name="tierIds"
        render={({ field: { value, onChange } }) => (
          <TiersField
            hint={t('hint.tierIds')}
            error={form.formState.errors.tierIds?.message}
            value={value}
            onChange={onChange}
          />
        )}
      />
    </Panel>
  );
}

function WhichOrders({ form, currency }: { form: UseFormReturn<RuleValues>; currency: string }) {
  const { t } = useTranslation(['earning', 'common']);
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
        <FormColumns>
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
      </div>
    </Panel>
  );
}
