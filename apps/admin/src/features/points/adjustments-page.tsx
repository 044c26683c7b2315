import ApprovalIcon from '@mui/icons-material/TaskAltOutlined';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PointsAdjustmentAction, PointsAdjustmentRowFragment } from '../../gql/graphql.ts';
import { defineList } from '../../shared/api/lists.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Choice } from '../../shared/ui/choice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { PointsAdjustmentsDocument } from './adjustment.graphql.ts';
import { adjustmentStatuses } from './adjustment-status.tsx';
import styles from './points.module.css';
import { PointsHeader } from './points-pages.tsx';
import {
  defaultDecidedColumns,
  defaultWaitingColumns,
  useAdjustmentColumns,
} from './use-adjustment-columns.tsx';
import { usePointsFormat } from './use-points.ts';

const AdjustmentDrawer = lazy(() =>
  import('./adjustment-drawer.tsx').then((m) => ({ default: m.AdjustmentDrawer })),
);
const DecideDialog = lazy(() => import('./decide-dialog.tsx').then((m) => ({ default: m.DecideDialog })));

const adjustments = defineList(PointsAdjustmentsDocument, (data) => data.pointsAdjustments);

/** Adjustments of points that wait for a second operator, and what became of the others. */
export function AdjustmentsPage() {
  const { t } = useTranslation(['points', 'common']);
  const format = useFormat();
  const { signed } = usePointsFormat();
  const [params, setParams] = useUrlState();
  const [deciding, setDeciding] = useState<{
    adjustment: PointsAdjustmentRowFragment;
    action: PointsAdjustmentAction;
  }>();
  const decide = useCallback(
    (adjustment: PointsAdjustmentRowFragment, action: PointsAdjustmentAction) =>
      setDeciding({ adjustment, action }),
    [],
  );
  const columns = useAdjustmentColumns(decide);
  const status = adjustmentStatuses.find((one) => one === params.get('status')) ?? 'WAITING';
  const waiting = status === 'WAITING';
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: waiting ? 'points-waiting' : 'points-decided',
    columns,
    defaultColumns: waiting ? defaultWaitingColumns : defaultDecidedColumns,
    defaultSort: '',
    cursorAt,
  });
  const list = useConnection(adjustments, {
    variables: { filter: { status: [status] } },
    start: state.start,
  });
  cursorAt.current = list.cursorAt;
  const openId = params.get('open') ?? undefined;
  const rowTo = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('open', id);
    return `/points/adjustments?${next}`;
  };
  const name = ({ member }: PointsAdjustmentRowFragment) => memberName(member, t('unnamed'));
  return (
    <Page fill>
      <PointsHeader page="adjustments" />
      <div className={styles.bar}>
        <Choice
          label={t('adjustment.which')}
          options={adjustmentStatuses.map((value) => ({
            value,
            label: t(`common:adjustmentStatus.${value}`),
          }))}
          value={status}
          onChange={(one) => state.change({ status: one === 'WAITING' ? null : one, columns: null })}
        />
        <span className="k-muted">
          {list.total !== undefined && t('common:list.total', { count: list.total })}
        </span>
        <span className={styles.grow} />
        <ColumnMenu all={columns} shown={state.columns.map(({ id }) => id)} onChange={state.setColumns} />
      </div>
      <DataTable
        label={t(`common:adjustmentStatus.${status}`)}
        list={list}
        columns={state.columns}
        rowName={(row) => t('adjustment.rowName', { name: name(row), points: signed(row.points) })}
        rowTo={(row) => rowTo(row.id)}
        openId={openId}
        onTop={state.rememberTop}
        card={(row) => ({
          sub: [row.reason, row.requestedBy?.name, format.dateTime(row.createdAt)]
            .filter(Boolean)
            .join(' · '),
        })}
        empty={
          waiting ? (
            <EmptyState
              icon={<ApprovalIcon />}
              title={t('adjustment.emptyTitle')}
              text={t('adjustment.emptyText')}
            />
          ) : (
            <EmptyState title={t('adjustment.emptyOther')} />
          )
        }
      />
      <Suspense>
        {openId && (
          <AdjustmentDrawer
            id={openId}
            onDecide={decide}
            onClose={() => setParams({ open: null }, { push: true })}
          />
        )}
        {deciding && <DecideDialog {...deciding} onClose={() => setDeciding(undefined)} />}
      </Suspense>
    </Page>
  );
}
