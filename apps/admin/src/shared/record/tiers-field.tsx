import { useTranslation } from 'react-i18next';
import styles from './tiers-field.module.css';
import { useTierNames } from './use-tier-names.ts';

/** For members of which tiers something is: all of them where none is ticked. Nothing where there are no tiers. */
export function TiersField(props: {
  hint: string;
  error?: string | undefined;
  value: string[];
  onChange: (ids: string[]) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslation('common');
  const { tiers } = useTierNames();
  // Those taken off the ladder since are shown too: who changes the rest shouldn't lose them unseen.
  const gone = value.filter((id) => !tiers.some((tier) => tier.id === id));
  const all = [...tiers, ...gone.map((id) => ({ id, name: t('tiersField.gone'), color: '' }))];
  if (all.length === 0) return null;
  const toggle = (id: string, on: boolean) =>
    onChange(all.flatMap((tier) => ((tier.id === id ? on : value.includes(tier.id)) ? tier.id : [])));
  return (
    <fieldset className={styles.tiers}>
      <legend>{t('tiersField.label')}</legend>
      <div>
        {all.map(({ id, name, color }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={value.includes(id)}
              onChange={(event) => toggle(id, event.target.checked)}
            />
            {color && <i style={{ background: color }} />}
            {name}
          </label>
        ))}
      </div>
      <p role={props.error ? 'alert' : undefined} data-error={props.error ? '' : undefined}>
        {props.error ?? props.hint}
      </p>
    </fieldset>
  );
}
