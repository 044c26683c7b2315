import { useApolloClient } from '@apollo/client/react';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import VerifyIcon from '@mui/icons-material/VerifiedUserOutlined';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defineList } from '../../shared/api/lists.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { FilterBar } from '../../shared/list/filter-bar.tsx';
import { SavedViews } from '../../shared/list/saved-views.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { walk } from '../../shared/list/walk.ts';
import { useRecordLabels } from '../../shared/record/labels.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { AuditEventsDocument } from './audit.graphql.ts';
import { AuditExportButton } from './audit-export-button.tsx';
import { auditFilter, useAuditFilters } from './audit-filters.ts';
import { defaultAuditColumns, useActorName, useAuditColumns, useSubjectName } from './use-audit-columns.tsx';

const EventDrawer = lazy(() => import('./event-drawer.tsx').then((m) => ({ default: m.EventDrawer })));
const ChainDialog = lazy(() => import('./chain-dialog.tsx').then((m) => ({ default: m.ChainDialog })));

const auditEvents = defineList(AuditEventsDocument, (data) => data.auditEvents);

/** Who did what, latest first; one event is opened beside the list, and the whole chain can be checked. */
export function AuditPage() {
  const { t } = useTranslation(['audit', 'common']);
  const format = useFormat();
  const client = useApolloClient();
  const labels = useRecordLabels();
  const actor = useActorName();
  const subject = useSubjectName();
  const { brand } = useSession();
  const [params, setParams] = useUrlState();
  const [verifying, setVerifying] = useState(false);
  const columns = useAuditColumns();
  const filters = useAuditFilters();
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: 'audit',
    columns,
    defaultColumns: defaultAuditColumns,
    defaultSort: 'AT_DESC',
    cursorAt,
  });
  const variables = { filter: auditFilter(state.value, brand.timeZone) };
  const list = useConnection(auditEvents, {
    variables,
    start: state.start,
  });
  cursorAt.current = list.cursorAt;
  const pages = (signal: AbortSignal) =>
    walk(client, AuditEventsDocument, variables, (data) => data.auditEvents, signal);
  const openId = params.get('open') ?? undefined;
  const rowTo = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('open', id);
    return `/audit?${next}`;
  };
  const total = list.total;
  return (
    <Page fill>
      <PageHeader
        title={t('common:nav.audit')}
        aside={total === undefined ? undefined : t('common:list.total', { count: total })}
      >
        <Button startIcon={<VerifyIcon />} onClick={() => setVerifying(true)}>
          {t('chain.action')}
        </Button>
      </PageHeader>
      <SavedViews page="audit" />
      <FilterBar filters={filters} values={state.value} onChange={state.change}>
        <AuditExportButton name="audit" columns={state.columns} total={total} pages={pages} />
        <ColumnMenu all={columns} shown={state.columns.map(({ id }) => id)} onChange={state.setColumns} />
      </FilterBar>
      <DataTable
        label={t('common:nav.audit')}
        list={list}
        columns={state.columns}
        rowName={(event) => labels.action(event.action)}
        rowTo={(event) => rowTo(event.id)}
        openId={openId}
        onTop={state.rememberTop}
        card={(event) => ({
          aside: format.dateTime(event.at),
          sub: [actor(event), subject(event)].join(' · '),
        })}
        empty={
          variables.filter ? (
            <EmptyState title={t('common:list.emptyFiltered')} text={t('common:list.emptyFilteredText')}>
              <Button to="/audit">{t('common:list.clearFilters')}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={<AuditIcon />} title={t('empty.title')} text={t('empty.text')} />
          )
        }
      />
      <Suspense>
        {openId && <EventDrawer id={openId} onClose={() => setParams({ open: null }, { push: true })} />}
        {verifying && <ChainDialog onClose={() => setVerifying(false)} />}
      </Suspense>
    </Page>
  );
}
