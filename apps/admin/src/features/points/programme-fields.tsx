import type { UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormColumns, FormStack, SelectField, TextField } from '../../shared/form/field.tsx';
import { useSession } from '../../shared/session/session.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { ExpiryPreview } from './expiry-preview.tsx';
import styles from './points.module.css';
import { expiries, type ProgrammeValues } from './programme-values.ts';

interface Props {
  form: UseFormReturn<ProgrammeValues>;
  currency: string;
}

/** The rules of points, rule by rule. */
export function ProgrammeFields({ form, currency }: Props) {
  const { t } = useTranslation(['points', 'common']);
  const { errors } = form.formState;
  const needsApproval = form.watch('needsApproval');
  const approves = useSession().can('POINTS_APPROVE');
  const number = (name: 'pendingDays' | 'approvalAbove' | 'valuePoints') => ({
    label: t(`programme.field.${name}`),
    hint: t(`programme.hint.${name}`),
    inputMode: 'numeric' as const,
    error: errors[name]?.message,
    ...form.register(name),
  });
  return (
    <>
      <ExpiryFields form={form} currency={currency} />
      <Panel title={t('programme.panel.pending')} lead={t('programme.lead.pending')}>
        <FormStack>
          <div className={styles.half}>
            <TextField {...number('pendingDays')} />
          </div>
          <div>
            <label className={styles.check}>
              <input type="checkbox" aria-describedby="below-zero-note" {...form.register('belowZero')} />
              {t('programme.field.belowZero')}
            </label>
            <p id="below-zero-note" className={styles.checkNote}>
              {t('programme.hint.belowZero')}
            </p>
          </div>
        </FormStack>
      </Panel>
      <Panel
        title={t('programme.panel.approval')}
        lead={t(approves ? 'programme.lead.approval' : 'programme.lead.approvalOfOthers')}
      >
        <fieldset className={styles.plain} disabled={!approves}>
          <FormStack>
            <label className={styles.check}>
              <input type="checkbox" {...form.register('needsApproval')} />
              {t('programme.field.needsApproval')}
            </label>
            {needsApproval && (
              <div className={styles.half}>
                <TextField {...number('approvalAbove')} />
              </div>
            )}
          </FormStack>
        </fieldset>
      </Panel>
      <Panel title={t('programme.panel.value')} lead={t('programme.lead.value')}>
        <FormColumns>
          <TextField {...number('valuePoints')} />
          <TextField
            label={t('programme.field.value', { currency })}
            inputMode="decimal"
            error={errors.value?.message}
            {...form.register('value')}
          />
        </FormColumns>
      </Panel>
    </>
  );
}

function ExpiryFields({ form, currency }: Props) {
  const { t } = useTranslation(['points', 'common']);
  const { errors } = form.formState;
  const values = form.watch();
  const number = (name: 'expiryMonths' | 'expiryMonth' | 'expiryDay') => ({
    label: t(`programme.field.${name}`),
    inputMode: 'numeric' as const,
    error: errors[name]?.message,
    ...form.register(name),
  });
  return (
    <Panel title={t('programme.panel.expiry')} lead={t('programme.lead.expiry')}>
      <FormStack>
        <FormColumns>
          <SelectField
            label={t('programme.field.expiry')}
            error={errors.expiry?.message}
            {...form.register('expiry')}
          >
            {expiries.map((expiry) => (
              <option key={expiry} value={expiry}>
                {t(`common:pointsExpiry.${expiry}`)}
              </option>
            ))}
          </SelectField>
          {values.expiry === 'ON_DATE' ? (
            <>
              <TextField {...number('expiryMonth')} />
              <TextField {...number('expiryDay')} hint={t('programme.hint.expiryDay')} />
            </>
          ) : (
            values.expiry !== 'NEVER' && <TextField {...number('expiryMonths')} />
          )}
        </FormColumns>
        <ExpiryPreview values={values} currency={currency} />
      </FormStack>
    </Panel>
  );
}
