import { useQuery } from '@apollo/client/react';
import BoardIcon from '@mui/icons-material/LeaderboardOutlined';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LeaderboardPlacesQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Choice } from '../../shared/ui/choice.tsx';
import { Page, PageBody, PageHeader, Panel } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { LeaderboardDocument } from './leaderboard.graphql.ts';
import styles from './leaderboard.module.css';

const boards = ['POINTS', 'ENGAGEMENT'] as const;
const periods = ['DAY', 'WEEK', 'MONTH', 'EVER'] as const;

/** Who earned most points, or did most, in a period. */
export function LeaderboardsPage() {
  const { t } = useTranslation(['leaderboard', 'common']);
  const { can } = useSession();
  const [params, setParams] = useUrlState();
  const board = boards.find((one) => one === params.get('board')) ?? 'POINTS';
  const period = periods.find((one) => one === params.get('period')) ?? 'MONTH';
  const { data, error, refetch } = useQuery(LeaderboardDocument, {
    variables: { board, period },
    fetchPolicy: 'cache-and-network',
  });
  const places = data?.leaderboard;
  return (
    <Page>
      <PageHeader title={t('common:nav.leaderboards')} />
      <PageBody narrow>
        <div className={styles.bar}>
          <Choice
            label={t('by')}
            options={boards.map((one) => ({ value: one, label: t(`board.${one}`) }))}
            value={board}
            onChange={(next) => setParams({ board: next === 'POINTS' ? null : next })}
          />
          <Choice
            label={t('of')}
            options={periods.map((one) => ({ value: one, label: t(`period.${one}`) }))}
            value={period}
            onChange={(next) => setParams({ period: next === 'MONTH' ? null : next })}
          />
        </div>
        <Panel title={`${t(`board.${board}`)} · ${t(`period.${period}`)}`} lead={t('lead')} flush>
          {error && !places ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : !places ? (
            <div style={{ padding: 16 }}>
              <SkeletonLines lines={8} />
            </div>
          ) : places.length === 0 ? (
            <EmptyState icon={<BoardIcon />} title={t('empty.title')} text={t('empty.text')}>
              {can('POINTS_READ') && <Button to="/earning">{t('common:nav.earning')}</Button>}
            </EmptyState>
          ) : (
            <Places places={places} unit={t(`unit.${board}`)} />
          )}
        </Panel>
      </PageBody>
    </Page>
  );
}

function Places({ places, unit }: { places: LeaderboardPlacesQuery['leaderboard']; unit: string }) {
  const { t } = useTranslation('leaderboard');
  const format = useFormat();
  const most = Number(places?.[0]?.value ?? 1);
  return (
    <table className={styles.places}>
      <thead>
        <tr>
          <th scope="col">{t('rank')}</th>
          <th scope="col">{t('member')}</th>
          <th scope="col" className={styles.value}>
            {unit}
          </th>
        </tr>
      </thead>
      <tbody>
        {places?.map(({ rank, value, member }) => (
          <tr key={member.id}>
            <td className={styles.rank} data-top={rank <= 3 ? rank : undefined}>
              {rank}
            </td>
            <th scope="row">
              <Link to={`/members/${member.id}`}>{memberName(member, t('unnamed'))}</Link>
              <span className={styles.place}>{[member.province, member.city].filter(Boolean).join(' ')}</span>
            </th>
            <td className={styles.value}>
              {format.number(String(value))}
              <span
                className={styles.meter}
                style={{ width: `${Math.max(2, (100 * Number(value)) / most)}%` }}
                aria-hidden="true"
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
