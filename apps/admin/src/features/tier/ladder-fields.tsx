import type { UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import formStyles from '../../shared/form/field.module.css';
import { FormColumns, SelectField, TextField } from '../../shared/form/field.tsx';
import layout from '../../shared/form/form-page.module.css';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import type { LadderValues } from './ladder-values.ts';
import { events, periods, policies } from './ladders.ts';

type Form = UseFormReturn<LadderValues>;

/** What gives growth value. */
export function GrowthFields({ form }: { form: Form }) {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const { currency } = useSession().brand;
  const { errors } = form.formState;
  const unit = format.money({ amount: '1', currency });
  return (
    <Panel title={t('form.panel.growth')} lead={t('form.panelLead.growth')}>
      <div className={formStyles.form}>
        <FormColumns>
          <TextField
            label={t('field.perUnit', { unit })}
            hint={t('hint.perUnit')}
            inputMode="decimal"
            autoComplete="off"
            error={errors.perUnit?.message}
            {...form.register('perUnit')}
          />
          <TextField
            label={t('field.perOrder')}
            hint={t('hint.perOrder')}
            inputMode="numeric"
            autoComplete="off"
            error={errors.perOrder?.message}
            {...form.register('perOrder')}
          />
          {events.map((event) => (
            <TextField
              key={event}
              label={t('field.perEvent', { event: t(`common:earningEvent.${event}`) })}
              optional
              inputMode="numeric"
              autoComplete="off"
              error={errors.perEvent?.[event]?.message}
              {...form.register(`perEvent.${event}`)}
            />
          ))}
        </FormColumns>
        <SelectField
          label={t('field.period')}
          hint={t(`hint.period.${form.watch('period')}`)}
          error={errors.period?.message}
          {...form.register('period')}
        >
          {periods.map((period) => (
            <option key={period} value={period}>
              {t(`period.${period}`)}
            </option>
          ))}
        </SelectField>
      </div>
    </Panel>
  );
}

/** What becomes of who has too little of it. */
export function PolicyFields({ form, values, isNew }: { form: Form; values: LadderValues; isNew: boolean }) {
  const { t } = useTranslation(['tier', 'common']);
  const { errors } = form.formState;
  return (
    <Panel title={t('form.panel.policy')}>
      <div className={formStyles.form}>
        <fieldset className={layout.options}>
          <legend>{t('field.policy')}</legend>
          {policies.map((policy) => (
            <label key={policy} data-on={values.policy === policy ? '' : undefined}>
              <input type="radio" value={policy} {...form.register('policy')} />
              <span>
                {t(`policy.${policy}`)}
                <small>{t(`hint.policy.${policy}`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {values.policy !== 'NEVER' && (
          <FormColumns>
            {(['graceDays', 'warningDays'] as const).map((name) => (
              <TextField
                key={name}
                label={t(`field.${name}`)}
                hint={t(`hint.${name}`)}
                inputMode="numeric"
                autoComplete="off"
                error={errors[name]?.message}
                {...form.register(name)}
              />
            ))}
          </FormColumns>
        )}
      </div>
      {!isNew && (
        <label className={layout.check}>
          <input type="checkbox" {...form.register('atOnce')} />
          <span>
            {t('field.atOnce')} <small>{t('hint.atOnce')}</small>
          </span>
        </label>
      )}
    </Panel>
  );
}
