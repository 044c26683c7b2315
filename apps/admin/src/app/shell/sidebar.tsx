import SearchIcon from '@mui/icons-material/Search';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { usePainted } from '../../shared/hooks/use-painted.ts';
import { useSession } from '../../shared/session/session.tsx';
import { AccountMenu } from './account-menu.tsx';
import { BrandSwitcher } from './brand-switcher.tsx';
import { navigation } from './navigation.tsx';
import { RunningJobs } from './running-jobs.tsx';
import styles from './sidebar.module.css';

export const modKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

export function Sidebar(props: { bell?: ReactNode; onPalette: () => void; onShortcuts: () => void }) {
  const { bell, onPalette, onShortcuts } = props;
  const { t } = useTranslation('common');
  const { can } = useSession();
  const painted = usePainted();
  const groups = navigation
    .map(({ group, items }) => ({ group, items: items.filter(({ permission }) => can(permission)) }))
    .filter(({ items }) => items.length > 0);
  return (
    <div className={styles.sidebar}>
      <div className={styles.top}>
        <BrandSwitcher />
        {bell}
      </div>
      <button
        type="button"
        className={styles.search}
        onClick={onPalette}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <SearchIcon />
        <span>{t('shell.search')}</span>
        <kbd>{modKey} K</kbd>
      </button>
      <nav className={styles.nav} aria-label={t('shell.menu')}>
        {groups.map(({ group, items }) => (
          <div key={group} className={styles.group}>
            <div className={styles.groupTitle} id={`nav-${group}`}>
              {t(`nav.groups.${group}`)}
            </div>
            <ul aria-labelledby={`nav-${group}`}>
              {items.map(({ key, path, icon: Icon, count: Count }) => (
                <li key={key}>
                  <NavLink to={path} end={path === '/'} className={styles.item}>
                    <Icon />
                    {t(`nav.${key}`)}
                    {Count && <Count />}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      {painted && can('JOB_READ') && <RunningJobs />}
      <AccountMenu onShortcuts={onShortcuts} />
    </div>
  );
}
