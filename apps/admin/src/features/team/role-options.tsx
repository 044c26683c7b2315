import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../gql/graphql.ts';
import formStyles from '../../shared/form/field.module.css';
import { roles } from './roles.ts';
import styles from './team.module.css';

/** A role, chosen among those that the operator may give, each with what it means. */
export function RoleOptions(props: {
  label: string;
  value: Role;
  error: string | undefined;
  owners: boolean;
  onChange: (role: Role) => void;
}) {
  const { t } = useTranslation(['team', 'common']);
  const id = useId();
  const offered = roles.filter((role) => role !== 'OWNER' || props.owners);
  return (
    <fieldset className={styles.options} aria-describedby={props.error ? `${id}-error` : undefined}>
      <legend className={formStyles.label}>{props.label}</legend>
      {offered.map((role) => (
        <label key={role} className={styles.option} data-on={role === props.value ? '' : undefined}>
          <input
            type="radio"
            name={id}
            value={role}
            checked={role === props.value}
            onChange={() => props.onChange(role)}
          />
          <span>
            {t(`common:role.${role}`)}
            <span className={styles.sub}>{t(`roleText.${role}`)}</span>
          </span>
        </label>
      ))}
      {props.error && (
        <div id={`${id}-error`} className={formStyles.error} role="alert">
          {props.error}
        </div>
      )}
      {!props.owners && <div className={formStyles.hint}>{t('seats.ownersOnly')}</div>}
    </fieldset>
  );
}
