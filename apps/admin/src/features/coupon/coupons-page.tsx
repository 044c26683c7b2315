import AddIcon from '@mui/icons-material/Add';
import CouponIcon from '@mui/icons-material/LocalActivityOutlined';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { defineList } from '../../shared/api/lists.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Choice } from '../../shared/ui/choice.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { CouponTemplatesDocument } from './coupon.graphql.ts';
import styles from './coupon.module.css';
import { templateStates } from './terms.ts';
import { defaultTemplateColumns, useTemplateColumns } from './use-template-columns.tsx';
import { useTerms } from './use-terms.ts';

const RedeemDialog = lazy(() => import('./redeem-dialog.tsx').then((m) => ({ default: m.RedeemDialog })));

const templates = defineList(CouponTemplatesDocument, (data) => data.couponTemplates);

/** The coupons that a brand has, with what became of them. */
export function CouponsPage() {
  const { t } = useTranslation(['coupon', 'common']);
  const format = useFormat();
  const { can } = useSession();
  const { gives } = useTerms();
  const [params, setParams] = useUrlState();
  const columns = useTemplateColumns();
  const writable = can('PROGRAMME_UPDATE');
  const state = templateStates.find((one) => one === params.get('state'));
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const shown = useListState({
    name: 'coupons',
    columns,
    defaultColumns: defaultTemplateColumns,
    defaultSort: '',
    cursorAt,
  });
  const list = useConnection(templates, {
    variables: { filter: state ? { state: [state] } : null },
    start: shown.start,
  });
  cursorAt.current = list.cursorAt;
  return (
    <Page fill>
      <PageHeader
        title={t('common:nav.coupons')}
        aside={list.total === undefined ? undefined : t('common:list.total', { count: list.total })}
      >
        {can('COUPON_ISSUE') && (
          <Button onClick={() => setParams({ redeem: '1' }, { push: true })}>{t('redeem.title')}</Button>
        )}
        {writable && (
          <Button variant="contained" startIcon={<AddIcon />} to="/coupons/new">
            {t('create')}
          </Button>
        )}
      </PageHeader>
      <div className={styles.listBar}>
        <Choice
          label={t('field.state')}
          options={[
            { value: 'ALL' as const, label: t('list.all') },
            ...templateStates.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
          value={state ?? 'ALL'}
          onChange={(one) => shown.change({ state: one === 'ALL' ? null : one })}
        />
        <span className={styles.grow} />
        <ColumnMenu all={columns} shown={shown.columns.map(({ id }) => id)} onChange={shown.setColumns} />
      </div>
      <DataTable
        label={t('common:nav.coupons')}
        list={list}
        columns={shown.columns}
        rowName={({ name }) => name}
        rowTo={({ id }) => `/coupons/${id}`}
        onTop={shown.rememberTop}
        card={(row) => ({
          aside: `${t('field.cost')} ${format.money(row.discount)}`,
          sub: [
            t(`state.${row.state}`),
            gives(row),
            t('list.usedOf', { used: row.redeemedCount, issued: row.issuedCount }),
          ]
            .filter(Boolean)
            .join(' · '),
        })}
        empty={
          state ? (
            <EmptyState title={t('common:list.emptyFiltered')} />
          ) : (
            <EmptyState icon={<CouponIcon />} title={t('empty.title')} text={t('empty.text')}>
              {writable && (
                <Button variant="contained" to="/coupons/new">
                  {t('create')}
                </Button>
              )}
            </EmptyState>
          )
        }
      />
      <Suspense>
        {params.get('redeem') && can('COUPON_ISSUE') && (
          <RedeemDialog onClose={() => setParams({ redeem: null }, { push: true })} />
        )}
      </Suspense>
    </Page>
  );
}
