import { useQuery } from '@apollo/client/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog, DialogActions, DialogContent, DialogTitle } from '../../shared/ui/overlay.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { BadgeHoldersDocument } from './badge.graphql.ts';
import styles from './badge.module.css';
import type { Badge } from './badge-values.ts';

/** Who has a badge, the latest fifty of them. */
export function HoldersDialog({ badge, onClose }: { badge: Badge; onClose: () => void }) {
  const { t } = useTranslation(['badge', 'common']);
  const format = useFormat();
  const id = useId();
  const { data, error, refetch } = useQuery(BadgeHoldersDocument, {
    variables: { id: badge.id },
    fetchPolicy: 'cache-and-network',
  });
  const awards = data?.badgeAwards;
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>{t('holdersOf', { name: badge.name })}</DialogTitle>
      <DialogContent>
        {error && !awards ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : !awards ? (
          <SkeletonLines lines={5} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
          <ul className={styles.holders} tabIndex={0} aria-label={t('holdersOf', { name: badge.name })}>
            {awards.nodes.map(({ id: award, member, at, period, operator }) => (
              <li key={award}>
                <Link to={`/members/${member.id}?tab=badges`}>{memberName(member, t('unnamed'))}</Link>
                <span className="k-muted" title={format.exact(at)}>
                  {[period, operator && t('byHand', { name: operator.name }), format.date(at)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        )}
        {awards && (awards.totalCount ?? 0) > awards.nodes.length && (
          <p className="k-muted">{t('more', { count: (awards.totalCount ?? 0) - awards.nodes.length })}</p>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:action.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
