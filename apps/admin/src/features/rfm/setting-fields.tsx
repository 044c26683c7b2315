import type { UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormColumns, TextField } from '../../shared/form/field.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { CutFields } from './cut-fields.tsx';
import styles from './rfm.module.css';
import { cutFields, type SettingValues } from './setting-values.ts';

const methods = ['QUINTILE', 'THRESHOLD'] as const;

/** How scores are cut: by fifths, or by cut points that are shown only then. */
export function ScoreFields({ form, currency }: { form: UseFormReturn<SettingValues>; currency: string }) {
  const { t } = useTranslation('rfm');
  const hints = { QUINTILE: t('setting.quintileHint'), THRESHOLD: t('setting.thresholdHint') };
  return (
    <Panel title={t('setting.scores')} lead={t('setting.scoresLead')}>
      <div role="radiogroup" aria-label={t('setting.method')} className={styles.preview}>
        {methods.map((method) => (
          <label key={method} className={styles.choice}>
            <input type="radio" value={method} {...form.register('method')} />
            <span>{t(`setting.${method}`)}</span>
            <small>{hints[method]}</small>
          </label>
        ))}
        {form.watch('method') === 'THRESHOLD' &&
          cutFields.map((field) => <CutFields key={field} form={form} field={field} currency={currency} />)}
      </div>
    </Panel>
  );
}

/** After how many days a member is in which stage. */
export function StageFields({ form }: { form: UseFormReturn<SettingValues> }) {
  const { t } = useTranslation('rfm');
  const { errors } = form.formState;
  const field = (name: 'newDays' | 'growingDays' | 'dormantDays', hint?: string) => (
    <TextField
      label={t(`setting.${name}`)}
      inputMode="numeric"
      autoComplete="off"
      hint={hint}
      error={errors[name]?.message}
      {...form.register(name)}
    />
  );
  return (
    <Panel title={t('setting.stages')} lead={t('setting.stagesLead')}>
      <FormColumns>
        {field('newDays')}
        {field('growingDays', t('setting.growingHint'))}
        {field('dormantDays', t('setting.dormantHint'))}
      </FormColumns>
    </Panel>
  );
}
