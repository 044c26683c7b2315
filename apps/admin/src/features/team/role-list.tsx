import { useTranslation } from 'react-i18next';
import type { Role } from '../../gql/graphql.ts';
import { SelectField } from '../../shared/form/field.tsx';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { Panel } from '../../shared/ui/page.tsx';
import { Allowed } from './allowed.tsx';
import { groups, permissionsOf, roles } from './roles.ts';
import type { Allows } from './roles-page.tsx';
import styles from './team.module.css';

/** What one role may do; which one stands in the address. */
export function RoleList({ own, allows }: { own: Role; allows: Allows }) {
  const { t } = useTranslation(['team', 'common']);
  const [params, setParams] = useUrlState();
  const shown = roles.find((role) => role === params.get('role')) ?? own;
  return (
    <>
      <SelectField
        label={t('matrix.choose')}
        hint={t(`roleText.${shown}`)}
        value={shown}
        onChange={(event) => setParams({ role: event.target.value === own ? null : event.target.value })}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`common:role.${role}`)}
            {role === own && ` · ${t('matrix.yours')}`}
          </option>
        ))}
      </SelectField>
      {groups.map((group) => (
        <Panel key={group} title={t(`group.${group}`)} flush>
          <ul className={styles.rows}>
            {permissionsOf(group).map((permission) => (
              <li key={permission}>
                <div className={styles.grow}>
                  {t(`permission.${permission}`)}
                  <div className={styles.sub}>{t(`permissionText.${permission}`)}</div>
                </div>
                <Allowed yes={allows(shown, permission)} />
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </>
  );
}
