import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { usePainted } from '../../shared/hooks/use-painted.ts';
import { useSession } from '../../shared/session/session.tsx';
import { WaitingAdjustmentsDocument } from './shell.graphql.ts';
import styles from './sidebar.module.css';

const mostShown = 99;

/** How many adjustments of points wait for approval, for those who approve them; looked up with every page gone to. */
export function WaitingAdjustments() {
  const { t } = useTranslation('common');
  const { can } = useSession();
  const painted = usePainted();
  const { pathname } = useLocation();
  const skip = !painted || !can('POINTS_APPROVE');
  const { data, refetch } = useQuery(WaitingAdjustmentsDocument, { skip });
  const asked = useRef(pathname);
  useEffect(() => {
    if (skip || asked.current === pathname) return;
    asked.current = pathname;
    void refetch().catch(() => undefined);
  }, [skip, pathname, refetch]);
  const count = data?.pointsAdjustments.totalCount ?? 0;
  if (count === 0) return null;
  const label = t('shell.waitingAdjustments', { count });
  return (
    <span className={styles.count} title={label}>
      <span aria-hidden>{count > mostShown ? `${mostShown}+` : count}</span>
      <span className="k-visually-hidden">{label}</span>
    </span>
  );
}
