import AddIcon from '@mui/icons-material/Add';
import CheckIcon from '@mui/icons-material/Check';
import UnfoldIcon from '@mui/icons-material/UnfoldMore';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { pathInBrand } from '../../shared/session/brand-path.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Menu, MenuDivider, MenuItem } from '../../shared/ui/overlay.tsx';
import styles from './sidebar.module.css';

interface Brand {
  name: string;
  logoUrl?: string | null;
  primaryColor?: string | null;
}

function BrandLogo({ brand }: { brand: Brand }) {
  return (
    <span
      className={styles.logo}
      style={brand.primaryColor ? { background: brand.primaryColor, color: '#ffffff' } : undefined}
      aria-hidden
    >
      {brand.logoUrl ? <img src={brand.logoUrl} alt="" /> : brand.name.slice(0, 1)}
    </span>
  );
}

/** Which brand is at work, and the way into another. Another brand is another address: the page is loaded anew. */
export function BrandSwitcher() {
  const { t } = useTranslation('common');
  const { brand, viewer, can } = useSession();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <button
        type="button"
        className={styles.brand}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <BrandLogo brand={brand} />
        <span className={styles.brandName}>
          <span className="k-visually-hidden">{t('shell.switchBrand')}: </span>
          {brand.name}
        </span>
        <UnfoldIcon />
      </button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        slotProps={{ paper: { sx: { minWidth: 240 } } }}
      >
        {viewer.seats.map((seat) => (
          <MenuItem
            key={seat.brand.id}
            selected={seat.brand.id === brand.id}
            onClick={() => {
              close();
              if (seat.brand.id !== brand.id) location.assign(pathInBrand(pathname, seat.brand.id));
            }}
          >
            <BrandLogo brand={seat.brand} />
            <span>
              {seat.brand.name}
              <br />
              <span className={styles.accountRole}>{t(`role.${seat.role}`)}</span>
            </span>
            {seat.brand.id === brand.id && <CheckIcon className={styles.menuCheck} />}
          </MenuItem>
        ))}
        {can('BRAND_CREATE') && <MenuDivider sx={{ my: '4px !important' }} />}
        {can('BRAND_CREATE') && (
          <MenuItem
            onClick={() => {
              close();
              void navigate('/brand?new=1');
            }}
          >
            <AddIcon style={{ fontSize: 18 }} />
            {t('shell.newBrand')}
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
