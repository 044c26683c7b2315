import DoneIcon from '@mui/icons-material/TaskAltOutlined';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { defineList } from '../../shared/api/lists.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { FilterBar } from '../../shared/list/filter-bar.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Choice } from '../../shared/ui/choice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { RedemptionsDocument } from './redemption.graphql.ts';
import { redemptionFilter, useRedemptionFilters } from './redemption-filters.ts';
import { type Redemption, views } from './redemptions.ts';
import { RedemptionsBulk } from './redemptions-bulk.tsx';
import styles from './reward.module.css';
import { RewardHeader } from './reward-pages.tsx';
import { useRedemptionActs } from './use-redemption-acts.ts';
import {
  defaultDecidedColumns,
  defaultWaitingColumns,
  useRedemptionColumns,
} from './use-redemption-columns.tsx';

const RedemptionDrawer = lazy(() =>
  import('./redemption-drawer.tsx').then((m) => ({ default: m.RedemptionDrawer })),
);

const redemptions = defineList(RedemptionsDocument, (data) => data.rewardRedemptions);

/** What is to be handed over, those that wait longest first; and what became of the others. */
export function RedemptionsPage() {
  const { t } = useTranslation(['reward', 'common']);
  const format = useFormat();
  const { can } = useSession();
  const [params, setParams] = useUrlState();
  const { acts, deciding, decide, close, handOverAll, progress } = useRedemptionActs();
  const columns = useRedemptionColumns(acts);
  const status = views.find((one) => one === params.get('status')) ?? 'REDEEMED';
  const waiting = status === 'REDEEMED';
  const writable = can('POINTS_WRITE');
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: waiting ? 'redemptions-waiting' : 'redemptions-decided',
    columns,
    defaultColumns: waiting ? defaultWaitingColumns : defaultDecidedColumns,
    defaultSort: '',
    cursorAt,
  });
  const filters = useRedemptionFilters(state.value);
  const filter = redemptionFilter(state.value, status);
  const list = useConnection(redemptions, {
    variables: { filter, orderBy: [waiting ? 'CREATED_AT_ASC' : 'CREATED_AT_DESC'] },
    start: state.start,
  });
  cursorAt.current = list.cursorAt;
  const openId = params.get('open') ?? undefined;
  const rowTo = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('open', id);
    return `/rewards/redemptions?${next}`;
  };
  const name = ({ member }: Redemption) => memberName(member, t('unnamed'));
  const narrowed = filter.rewardId || filter.memberId;
  return (
    <Page fill>
      <RewardHeader
        page="redemptions"
        aside={list.total === undefined ? undefined : t('common:list.total', { count: list.total })}
      />
      <div className={styles.bar}>
        <Choice
          label={t('redemption.which')}
          options={views.map((value) => ({ value, label: t(`view.${value}`) }))}
          value={status}
          onChange={(one) => state.change({ status: one === 'REDEEMED' ? null : one, columns: null })}
        />
        {waiting && writable && list.rows.length > 0 && (
          <span className={styles.keys}>
            <kbd>H</kbd> {t('handOver.action')} <kbd>C</kbd> {t('cancel.action')} <kbd>N</kbd>{' '}
            {t('handOver.withNote')}
          </span>
        )}
      </div>
      <FilterBar filters={filters} values={state.value} onChange={state.change}>
        <ColumnMenu all={columns} shown={state.columns.map(({ id }) => id)} onChange={state.setColumns} />
      </FilterBar>
      <DataTable
        label={t(`view.${status}`)}
        list={list}
        columns={state.columns}
        rowName={(row) => t('redemption.rowName', { name: name(row), reward: row.reward.name })}
        rowTo={(row) => rowTo(row.id)}
        openId={openId}
        selection={waiting && writable ? state.selection : undefined}
        keys={
          waiting && writable
            ? {
                h: (row, moveOn) => {
                  acts.onHandOver(row);
                  moveOn();
                },
                n: (row) => decide(row, 'FULFIL'),
                c: acts.onCancel,
              }
            : undefined
        }
        onTop={state.rememberTop}
        card={(row) => ({
          aside: t('points', { points: Number(row.points) }),
          sub: format.dateTime(row.decidedAt ?? row.createdAt),
        })}
        empty={
          narrowed ? (
            <EmptyState title={t('common:list.emptyFiltered')} text={t('common:list.emptyFilteredText')}>
              <Button onClick={() => state.change({ reward: null, member: null })}>
                {t('common:list.clearFilters')}
              </Button>
            </EmptyState>
          ) : waiting ? (
            <EmptyState
              icon={<DoneIcon />}
              title={t('redemption.emptyTitle')}
              text={t('redemption.emptyText')}
            />
          ) : (
            <EmptyState title={t('redemption.emptyOther')} />
          )
        }
      />
      <RedemptionsBulk
        selection={state.selection}
        shown={list.rows}
        progress={progress}
        onHandOver={(ids) => void handOverAll(ids).then(state.selection.clear)}
      />
      <Suspense>
        {openId && (
          <RedemptionDrawer id={openId} {...acts} onClose={() => setParams({ open: null }, { push: true })} />
        )}
        {deciding && <DecideDialog {...deciding} onClose={close} />}
      </Suspense>
    </Page>
  );
}
