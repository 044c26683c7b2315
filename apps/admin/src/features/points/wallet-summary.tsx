import { useTranslation } from 'react-i18next';
import type { MemberPointsQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Tiles } from '../../shared/ui/tiles.tsx';
import { usePointsFormat } from './use-points.ts';

export type Wallet = NonNullable<MemberPointsQuery['member']>['points'];

/** What a member has, and what of it is going to expire first. */
export function WalletSummary({ wallet }: { wallet: Wallet }) {
  const { t } = useTranslation(['points', 'common']);
  const format = useFormat();
  const { lastDay } = usePointsFormat();
  const { expiringNext } = wallet;
  return (
    <Tiles
      label={t('tab')}
      items={[
        {
          term: t('wallet.available'),
          hint: t('wallet.availableHint'),
          value: format.number(wallet.available),
          tone: Number(wallet.available) < 0 ? 'danger' : undefined,
        },
        { term: t('wallet.pending'), hint: t('wallet.pendingHint'), value: format.number(wallet.pending) },
        { term: t('wallet.worth'), hint: t('wallet.worthHint'), value: format.money(wallet.value) },
        expiringNext
          ? {
              term: t('wallet.expiringNext'),
              value: format.number(expiringNext.points),
              below: t('wallet.expiringAt', { date: lastDay(expiringNext.at) }),
            }
          : {
              term: t('wallet.expiringNext'),
              value: t('common:state.none'),
              below: t('wallet.nothingExpires'),
            },
      ]}
    />
  );
}
