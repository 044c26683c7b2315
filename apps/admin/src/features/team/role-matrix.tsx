import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../gql/graphql.ts';
import { Allowed } from './allowed.tsx';
import { groups, permissionsOf, roles } from './roles.ts';
import type { Allows } from './roles-page.tsx';
import styles from './team.module.css';

/** All permissions against all roles. */
export function RoleMatrix({ own, allows }: { own: Role; allows: Allows }) {
  const { t } = useTranslation(['team', 'common']);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.matrixScroll} aria-label={t('matrix.caption')} tabIndex={0}>
      <table className={styles.matrix}>
        <caption className="k-visually-hidden">{t('matrix.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('matrix.permission')}</th>
            {roles.map((role) => (
              <th
                key={role}
                scope="col"
                data-own={role === own ? '' : undefined}
                title={t(`roleText.${role}`)}
              >
                {t(`common:role.${role}`)}
                {role === own && <span className={styles.own}>{t('matrix.yours')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group}>
              <tr className={styles.group}>
                <th scope="rowgroup" colSpan={roles.length + 1}>
                  {t(`group.${group}`)}
                </th>
              </tr>
              {permissionsOf(group).map((permission) => (
                <tr key={permission}>
                  <th scope="row">
                    {t(`permission.${permission}`)}
                    <span>{t(`permissionText.${permission}`)}</span>
                  </th>
                  {roles.map((role) => (
                    <td key={role} data-own={role === own ? '' : undefined}>
                      <Allowed yes={allows(role, permission)} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
