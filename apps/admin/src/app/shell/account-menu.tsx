import CheckIcon from '@mui/icons-material/Check';
import UnfoldIcon from '@mui/icons-material/UnfoldMore';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { currentLocale, locales } from '../../shared/i18n/locale.ts';
import { useSession } from '../../shared/session/session.tsx';
import {
  densities,
  setDensity,
  setThemeMode,
  themeModes,
  useDensity,
  useThemeMode,
} from '../../shared/ui/appearance.ts';
import { Menu, MenuDivider, MenuItem } from '../../shared/ui/overlay.tsx';
import styles from './sidebar.module.css';
import { useSignOut } from './use-sign-out.ts';
import { useSwitchLocale } from './use-switch-locale.ts';

const languageNames = { 'zh-CN': '中文', en: 'English' };

/** Who is signed in, and how the console looks to them. */
export function AccountMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const { t } = useTranslation('common');
  const { viewer } = useSession();
  const navigate = useNavigate();
  const theme = useThemeMode();
  const density = useDensity();
  const signOut = useSignOut();
  const switchLocale = useSwitchLocale();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const then = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  const choice = (key: string, label: string, chosen: boolean, act: () => void, lang?: string) => (
    <MenuItem key={key} role="menuitemradio" aria-checked={chosen} lang={lang} onClick={then(act)}>
      {label}
      {chosen && <CheckIcon className={styles.menuCheck} />}
    </MenuItem>
  );
  const title = (key: string, text: string) => (
    <li key={key} className={styles.menuTitle} role="presentation">
      {text}
    </li>
  );
  const { name, email } = viewer.operator;
  return (
    <>
      <button
        type="button"
        className={styles.account}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <span className={styles.avatar} aria-hidden>
          {name.slice(0, 1)}
        </span>
        <span className={styles.accountText}>
          <span className="k-visually-hidden">{t('shell.account')}: </span>
          <span className={styles.accountName}>{name}</span>
          <span className={styles.accountRole}>{viewer.role ? t(`role.${viewer.role}`) : email}</span>
        </span>
        <UnfoldIcon />
      </button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { sx: { minWidth: 210 } } }}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        {title('email', email)}
        <MenuItem onClick={then(() => void navigate('/security'))}>{t('nav.security')}</MenuItem>
        <MenuItem onClick={then(onShortcuts)}>{t('shell.shortcuts')}</MenuItem>
        <MenuDivider sx={{ my: '4px !important' }} />
        {title('language', t('shell.language'))}
        {locales.map((locale) =>
          choice(
            locale,
            languageNames[locale],
            locale === currentLocale(),
            () => locale !== currentLocale() && switchLocale(locale),
            locale,
          ),
        )}
        {title('theme', t('shell.theme'))}
        {themeModes.map((mode) =>
          choice(mode, t(`shell.themes.${mode}`), mode === theme, () => setThemeMode(mode)),
        )}
        {title('density', t('shell.density'))}
        {densities.map((value) =>
          choice(value, t(`shell.densities.${value}`), value === density, () => setDensity(value)),
        )}
        <MenuDivider sx={{ my: '4px !important' }} />
        <MenuItem onClick={then(signOut)}>{t('shell.signOut')}</MenuItem>
      </Menu>
    </>
  );
}
