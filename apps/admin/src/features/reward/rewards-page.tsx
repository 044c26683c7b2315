import AddIcon from '@mui/icons-material/Add';
import RewardIcon from '@mui/icons-material/CardGiftcardOutlined';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { defineList } from '../../shared/api/lists.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { RewardsDocument } from './reward.graphql.ts';
import { RewardHeader } from './reward-pages.tsx';
import { RewardStateBadge } from './reward-state.tsx';
import { defaultRewardColumns, useRewardColumns } from './use-reward-columns.tsx';

const rewards = defineList(RewardsDocument, (data) => data.rewards);

/** What members can have for points. */
export function RewardsPage() {
  const { t } = useTranslation(['reward', 'common']);
  const { can } = useSession();
  const writable = can('PROGRAMME_UPDATE');
  const columns = useRewardColumns();
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: 'rewards',
    columns,
    defaultColumns: defaultRewardColumns,
    defaultSort: '',
    cursorAt,
  });
  const list = useConnection(rewards, { variables: {}, start: state.start });
  cursorAt.current = list.cursorAt;
  return (
    <Page fill>
      <RewardHeader
        page="rewards"
        aside={list.total ? t('common:list.total', { count: list.total }) : undefined}
      >
        <ColumnMenu all={columns} shown={state.columns.map(({ id }) => id)} onChange={state.setColumns} />
        {writable && (
          <Button variant="contained" startIcon={<AddIcon />} to="/rewards/new">
            {t('create')}
          </Button>
        )}
      </RewardHeader>
      <DataTable
        label={t('pages.rewards')}
        list={list}
        columns={state.columns}
        rowName={({ name }) => name}
        rowTo={({ id }) => `/rewards/${id}`}
        onTop={state.rememberTop}
        card={(reward) => ({
          aside: <RewardStateBadge reward={reward} />,
          sub: [
            t('points', { points: Number(reward.points) }),
            reward.stock === null ? t('stock.unlimited') : t('stock.left', { count: reward.stock }),
            t('taken', { count: reward.redemptionCount }),
          ].join(' · '),
        })}
        empty={
          <EmptyState icon={<RewardIcon />} title={t('empty.title')} text={t('empty.text')}>
            {writable && (
              <Button variant="contained" to="/rewards/new">
                {t('create')}
              </Button>
            )}
          </EmptyState>
        }
      />
    </Page>
  );
}
