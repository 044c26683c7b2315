import { useQuery } from '@apollo/client/react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import formStyles from '../../shared/form/field.module.css';
import { FormColumns, FormStack, SelectField, TextArea, TextField } from '../../shared/form/field.tsx';
import layout from '../../shared/form/form-page.module.css';
import { TiersField } from '../../shared/record/tiers-field.tsx';
import { useSession } from '../../shared/session/session.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { CouponNamesDocument } from './reward.graphql.ts';
import type { RewardValues } from './reward-values.ts';
import { kinds, periods } from './rewards.ts';

/** The fields of a reward. */
export function RewardFields({ form, values }: { form: UseFormReturn<RewardValues>; values: RewardValues }) {
  const { t } = useTranslation(['reward', 'common']);
  const { timeZone } = useSession().brand;
  const { errors } = form.formState;
  const number = (name: 'points' | 'stock' | 'memberLimit') => ({
    label: t(`field.${name}`),
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    error: errors[name]?.message,
    ...form.register(name),
  });
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
          <fieldset className={layout.options}>
            <legend>{t('field.kind')}</legend>
            {kinds.map((kind) => (
              <label key={kind} data-on={values.kind === kind ? '' : undefined}>
                <input type="radio" value={kind} {...form.register('kind')} />
                <span>
                  {t(`common:rewardKind.${kind}`)}
                  <small>{t(`form.kind.${kind}`)}</small>
                </span>
              </label>
            ))}
          </fieldset>
          {values.kind === 'COUPON' && <CouponField form={form} />}
          <TextArea
            label={t('field.description')}
            hint={t('hint.description')}
            optional
            rows={4}
            error={errors.description?.message}
            {...form.register('description')}
          />
        </div>
      </Panel>
      <Panel title={t('form.panel.cost')}>
        <FormColumns>
          <TextField {...number('points')} hint={t('hint.points')} />
          <TextField {...number('stock')} hint={t('hint.stock')} optional />
        </FormColumns>
      </Panel>
      <Panel title={t('form.panel.limit')} lead={t('form.panelLead.limit', { zone: timeZone })}>
        <FormColumns>
          <TextField {...number('memberLimit')} hint={t('hint.memberLimit')} optional />
          <SelectField
            label={t('field.limitPeriod')}
            disabled={values.memberLimit.trim() === ''}
            error={errors.limitPeriod?.message}
            {...form.register('limitPeriod')}
          >
            {periods.map((period) => (
              <option key={period} value={period}>
                {t(`form.limitPeriod.${period}`)}
              </option>
            ))}
          </SelectField>
        </FormColumns>
      </Panel>
      <Panel title={t('form.panel.when')} lead={t('form.panelLead.when', { zone: timeZone })}>
        <FormStack>
          <FormColumns>
            {(['startsAt', 'endsAt'] as const).map((name) => (
              <TextField
                key={name}
                label={t(`field.${name}`)}
                hint={t(`hint.${name}`)}
                optional
                type="datetime-local"
                error={errors[name]?.message}
                {...form.register(name)}
              />
            ))}
          </FormColumns>
          <Controller
            control={form.control}
            name="tierIds"
            render={({ field: { value, onChange } }) => (
              <TiersField
                hint={t('hint.tierIds')}
                error={errors.tierIds?.message}
                value={value}
                onChange={onChange}
              />
            )}
          />
        </FormStack>
        <label className={layout.check}>
          <input type="checkbox" {...form.register('active')} />
          <span>
            {t('field.active')} <small>{t('hint.active')}</small>
          </span>
        </label>
      </Panel>
    </>
  );
}

/** What the coupon is made from; templates that are switched off give none. */
function CouponField({ form }: { form: UseFormReturn<RewardValues> }) {
  const { t } = useTranslation(['reward', 'common']);
  const { data } = useQuery(CouponNamesDocument, { fetchPolicy: 'cache-and-network' });
  const templates = data?.couponTemplates.nodes.filter(
    ({ id, active }) => active || id === form.getValues('couponTemplateId'),
  );
  return (
    <SelectField
      // What is chosen is in the list only once that has come.
      key={templates ? 'there' : 'coming'}
      label={t('field.couponTemplateId')}
      hint={templates?.length === 0 ? t('hint.noCoupons') : t('hint.couponTemplateId')}
      error={form.formState.errors.couponTemplateId?.message}
      {...form.register('couponTemplateId')}
    >
      <option value="">{t('form.choose')}</option>
      {templates?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
