import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { PageHeader } from '../../shared/ui/page.tsx';
import styles from './points.module.css';

const pages = [
  { key: 'liability', to: '/points' },
  { key: 'adjustments', to: '/points/adjustments' },
  { key: 'programme', to: '/points/programme' },
] as const;

/** What stands above each page of points, with the way to the others. */
export function PointsHeader(props: { page: (typeof pages)[number]['key']; children?: ReactNode }) {
  const { t } = useTranslation('points');
  return (
    <>
      <PageHeader title={t(`pages.${props.page}`)}>{props.children}</PageHeader>
      <nav className={styles.pages} aria-label={t('pages.label')}>
        {pages.map(({ key, to }) => (
          <NavLink key={key} to={to} end>
            {t(`pages.${key}`)}
          </NavLink>
        ))}
      </nav>
    </>
  );
}
