import type { TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { Permission } from '../../gql/graphql.ts';
import { usePainted } from '../../shared/hooks/use-painted.ts';
import { useSession } from '../../shared/session/session.tsx';
import { WaitingAdjustmentsDocument, WaitingRedemptionsDocument } from './shell.graphql.ts';
import styles from './sidebar.module.css';

const mostShown = 99;

/** How many adjustments of points wait for approval, for those who approve them. */
export function WaitingAdjustments() {
  const { t } = useTranslation('common');
  const count = useWaiting(WaitingAdjustmentsDocument, 'POINTS_APPROVE')?.pointsAdjustments.totalCount;
  return count ? <Count count={count} label={t('shell.waitingAdjustments', { count })} /> : null;
}

/** How many rewards wait to be handed over, for those who do it. */
export function WaitingRedemptions() {
  const { t } = useTranslation('common');
  const count = useWaiting(WaitingRedemptionsDocument, 'POINTS_WRITE')?.rewardRedemptions.totalCount;
  return count ? <Count count={count} label={t('shell.waitingRedemptions', { count })} /> : null;
}

/** Looked up with every page gone to. */
function useWaiting<Data>(
  document: TypedDocumentNode<Data, Record<string, never>>,
  permission: Permission,
): Data | undefined {
  const { can } = useSession();
  const painted = usePainted();
  const { pathname } = useLocation();
  const skip = !painted || !can(permission);
  const { data, refetch } = useQuery<Data, Record<string, never>>(document, { skip });
  const asked = useRef(pathname);
  useEffect(() => {
    if (skip || asked.current === pathname) return;
    asked.current = pathname;
    void refetch().catch(() => undefined);
  }, [skip, pathname, refetch]);
  return data as Data | undefined;
}

function Count({ count, label }: { count: number; label: string }) {
  return (
    <span className={styles.count} title={label}>
      <span aria-hidden>{count > mostShown ? `${mostShown}+` : count}</span>
      <span className="k-visually-hidden">{label}</span>
    </span>
  );
}
