import { useQuery } from '@apollo/client/react';
import PointsIcon from '@mui/icons-material/StarsOutlined';
import { useTranslation } from 'react-i18next';
import type { PointsLiabilityQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { Tiles } from '../../shared/ui/tiles.tsx';
import { PointsLiabilityDocument } from './liability.graphql.ts';
import { LiabilityCharts } from './liability-charts.tsx';
import { PointsHeader } from './points-pages.tsx';

/** What the brand owes its members in points, when it expires, and how it came about. */
export function LiabilityPage() {
  const { t } = useTranslation(['points', 'common']);
  const { data, error, refetch } = useQuery(PointsLiabilityDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <Page>
      <PointsHeader page="liability" />
      <PageBody>
        {!data ? (
          error ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : (
            <div aria-busy="true" style={{ display: 'grid', gap: 'var(--k-gap)' }}>
              <Skeleton height={74} />
              <Skeleton height={320} />
              <Skeleton height={320} />
            </div>
          )
        ) : isUntouched(data) ? (
          <EmptyState icon={<PointsIcon />} title={t('liability.emptyTitle')} text={t('liability.emptyText')}>
            <Button variant="contained" to="/earning">
              {t('common:nav.earning')}
            </Button>
            <Button to="/points/programme">{t('pages.programme')}</Button>
          </EmptyState>
        ) : (
          <>
            <Figures data={data} />
            <LiabilityCharts liability={data.pointsLiability} />
          </>
        )}
      </PageBody>
    </Page>
  );
}

/** Whether there never was a point, as far as can be seen. */
function isUntouched({ pointsLiability: { memberCount, owed, flow } }: PointsLiabilityQuery): boolean {
  return memberCount === 0 && Number(owed) === 0 && flow.every(({ earned }) => Number(earned) === 0);
}

function Figures({ data }: { data: PointsLiabilityQuery }) {
  const { t } = useTranslation('points');
  const format = useFormat();
  const { pointsLiability: liability, pointsProgramme: programme } = data;
  const held = Number(liability.available) + Number(liability.pending);
  const each = liability.memberCount > 0 ? Math.round(held / liability.memberCount) : 0;
  return (
    <Tiles
      label={t('pages.liability')}
      items={[
        {
          term: t('liability.worth'),
          hint: t('liability.worthHint', {
            points: programme.valuePoints,
            value: format.money(programme.value),
          }),
          value: format.money(liability.value),
        },
        {
          term: t('liability.outstanding'),
          hint: t('liability.outstandingHint'),
          value: format.number(liability.available),
        },
        {
          term: t('liability.pending'),
          hint: t('liability.pendingHint'),
          value: format.number(liability.pending),
        },
        {
          term: t('liability.owed'),
          hint: t('liability.owedHint'),
          value: format.number(liability.owed),
        },
        {
          term: t('liability.members'),
          hint: t('liability.membersHint'),
          value: format.number(liability.memberCount),
          below: t('liability.each', { points: each }),
        },
      ]}
    />
  );
}
