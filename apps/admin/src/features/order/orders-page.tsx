import ReceiptIcon from '@mui/icons-material/ReceiptLongOutlined';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ahead } from '../../shared/api/ahead.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { ExportButton } from '../../shared/list/export-button.tsx';
import { FilterBar } from '../../shared/list/filter-bar.tsx';
import { SavedViews } from '../../shared/list/saved-views.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { OrderExportDocument } from './order.graphql.ts';
import { useOrderFilters } from './order-filters.ts';
import { orders } from './orders-list.ts';
import { defaultOrderSort, orderVariables } from './orders-query.ts';
import { defaultOrderColumns, exportColumns, orderMember, useOrderColumns } from './use-order-columns.tsx';

const OrderDrawer = lazy(() => import('./order-drawer.tsx').then((m) => ({ default: m.OrderDrawer })));

export const ordersAhead: Ahead = ({ client, params, timeZone }) =>
  orders.ahead(
    client,
    orderVariables((id) => params.get(id), timeZone),
    params.get('after') ?? undefined,
  );

/** All orders of the brand; one is opened beside the list. */
export function OrdersPage() {
  const { t } = useTranslation(['order', 'common']);
  const format = useFormat();
  const { can, brand } = useSession();
  const [params, setParams] = useUrlState();
  const columns = useOrderColumns();
  const filters = useOrderFilters();
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: 'orders',
    columns,
    defaultColumns: defaultOrderColumns,
    defaultSort: defaultOrderSort,
    cursorAt,
  });
  const shown = state.columns.map(({ id }) => id);
  const variables = orderVariables(state.value, brand.timeZone);
  const list = useConnection(orders, { variables, start: state.start });
  cursorAt.current = list.cursorAt;
  const { filter, orderBy } = variables;
  const [exportOrders] = useAct(OrderExportDocument, { refetch: ['RunningJobs'] });
  const beginExport = async () => {
    const columns = exportColumns(shown);
    const acted = await exportOrders({ input: { selection: { matching: { filter } }, orderBy, columns } });
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    return acted?.data.orderExport.job?.id;
  };
  const openId = params.get('open') ?? undefined;
  const rowTo = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('open', id);
    return `/orders?${next}`;
  };
  const total = list.total;
  return (
    <Page fill>
      <PageHeader
        title={t('common:nav.orders')}
        aside={total === undefined ? undefined : t('common:list.total', { count: total })}
      />
      <SavedViews page="orders" />
      <FilterBar
        filters={filters}
        values={state.value}
        onChange={state.change}
        searchLabel={t('field.orderNo')}
      >
        <ExportButton name="orders" total={total} begin={beginExport} />
        <ColumnMenu all={columns} shown={shown} onChange={state.setColumns} />
      </FilterBar>
      <DataTable
        label={t('common:nav.orders')}
        list={list}
        columns={state.columns}
        sort={state.sort}
        onSort={(sort) => state.change({ sort: sort === 'PLACED_AT_DESC' ? null : sort })}
        rowName={(order) => order.orderNo}
        rowTo={(order) => rowTo(order.id)}
        openId={openId}
        onTop={state.rememberTop}
        card={(order) => ({
          aside: format.money(order.total),
          sub: [
            t(`common:orderStatus.${order.status}`),
            orderMember(order, t('unnamed')),
            format.date(order.placedAt),
          ].join(' · '),
        })}
        empty={
          variables.filter ? (
            <EmptyState title={t('common:list.emptyFiltered')} text={t('common:list.emptyFilteredText')}>
              <Button to="/orders">{t('common:list.clearFilters')}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={<ReceiptIcon />} title={t('list.emptyTitle')} text={t('list.emptyText')}>
              {can('IMPORT_RUN') && (
                <Button variant="contained" to="/imports/new">
                  {t('common:palette.uploadImport')}
                </Button>
              )}
            </EmptyState>
          )
        }
      />
      <Suspense>
        {openId && <OrderDrawer id={openId} onClose={() => setParams({ open: null }, { push: true })} />}
      </Suspense>
    </Page>
  );
}
