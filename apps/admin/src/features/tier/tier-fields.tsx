import AddIcon from '@mui/icons-material/Add';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../shared/form/field.tsx';
import { Button, IconButton } from '../../shared/ui/button.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { type LadderValues, nextColor } from './ladder-values.ts';
import styles from './tier.module.css';

const mostTiers = 20;

/** The tiers of a ladder from the lowest, each with its threshold. */
export function TierFields(props: {
  form: UseFormReturn<LadderValues>;
  counts: ReadonlyMap<string, number>;
}) {
  const { form, counts } = props;
  const { t } = useTranslation(['tier', 'common']);
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'tiers' });
  const errors = form.formState.errors.tiers;
  return (
    <Panel title={t('form.panel.tiers')} lead={t('form.panelLead.tiers')}>
      <ol className={styles.tierFields} aria-label={t('form.panel.tiers')}>
        {fields.map((field, at) => {
          const count = counts.get(field.tierId);
          const name = field.name || t('form.tierNo', { number: at + 1 });
          return (
            <li key={field.id}>
              <input
                type="color"
                aria-label={t('form.colorOf', { name })}
                {...form.register(`tiers.${at}.color`)}
              />
              <TextField
                label={t('field.name')}
                error={errors?.[at]?.name?.message}
                hint={count === undefined ? t('form.newTier') : t('ladder.members', { count })}
                autoComplete="off"
                maxLength={30}
                {...form.register(`tiers.${at}.name`)}
              />
              <TextField
                label={t('field.threshold')}
                error={errors?.[at]?.threshold?.message}
                inputMode="numeric"
                autoComplete="off"
                readOnly={at === 0}
                hint={at === 0 ? t('ladder.lowest') : undefined}
                {...form.register(`tiers.${at}.threshold`)}
              />
              <IconButton
                aria-label={t('form.removeTier', { name })}
                disabled={at === 0}
                onClick={() => remove(at)}
              >
                <DeleteIcon />
              </IconButton>
            </li>
          );
        })}
      </ol>
      <Button
        startIcon={<AddIcon />}
        disabled={fields.length >= mostTiers}
        onClick={() => append({ tierId: '', name: '', color: nextColor(fields.length), threshold: '' })}
      >
        {t('form.addTier')}
      </Button>
    </Panel>
  );
}
