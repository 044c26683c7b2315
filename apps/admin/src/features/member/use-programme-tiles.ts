import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import { MemberGlanceDocument } from './member-glance.graphql.ts';

/** Where a member stands in the programme: the tier, and the points that can be spent. */
export function useProgrammeTiles(id: string) {
  const { t } = useTranslation(['member', 'common']);
  const { can } = useSession();
  const format = useFormat();
  const withPoints = can('POINTS_READ');
  const { data } = useQuery(MemberGlanceDocument, {
    variables: { id, withPoints },
    fetchPolicy: 'cache-and-network',
  });
  const none = data ? t('common:state.none') : '…';
  const { tier, points } = data?.member ?? {};
  const ends = tier?.graceUntil ?? tier?.validUntil;
  const tiles = [
    {
      term: t('field.tier'),
      value: tier?.tier.name ?? none,
      below: ends ? t('glance.until', { date: format.date(ends) }) : undefined,
      hint: undefined,
    },
  ];
  if (!withPoints) return tiles;
  const pending = Number(points?.pending ?? 0);
  return [
    ...tiles,
    {
      term: t('glance.points'),
      value: points ? format.number(points.available) : none,
      below: pending > 0 ? t('glance.pending', { points: pending }) : undefined,
      hint: t('hint.points'),
    },
  ];
}
