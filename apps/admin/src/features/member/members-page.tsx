import AddIcon from '@mui/icons-material/Add';
import PeopleIcon from '@mui/icons-material/PeopleOutlined';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberRowFragment } from '../../gql/graphql.ts';
import type { Ahead } from '../../shared/api/ahead.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useFollowedJob } from '../../shared/job/use-followed-job.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { ExportButton } from '../../shared/list/export-button.tsx';
import { FilterBar } from '../../shared/list/filter-bar.tsx';
import { SavedViews } from '../../shared/list/saved-views.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { useWholeSelection } from '../../shared/list/use-whole-selection.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { useMemberFilters } from './member-filters.ts';
import type { BulkAct } from './members-bulk.tsx';
import { members } from './members-list.ts';
import {
  defaultMemberColumns,
  defaultMemberSort,
  membersOfAddress,
  memberVariables,
} from './members-query.ts';
import { exportColumns, useMemberColumns } from './use-member-columns.tsx';
import { useMemberExport } from './use-member-export.ts';

const MemberDialog = lazy(() => import('./member-dialog.tsx').then((m) => ({ default: m.MemberDialog })));
const MembersBulk = lazy(() => import('./members-bulk.tsx').then((m) => ({ default: m.MembersBulk })));

export const membersAhead: Ahead = ({ client, params, timeZone }) =>
  members.ahead(client, membersOfAddress(params, timeZone), params.get('after') ?? undefined);

/**
 * All members of the brand: searched, narrowed, sorted and ticked.
 * @param props.bulkActs what other features do with many of them
 */
export function MembersPage({ bulkActs }: { bulkActs: BulkAct[] }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const { can, brand } = useSession();
  const [params, setParams] = useUrlState();
  const columns = useMemberColumns();
  const filters = useMemberFilters();
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: 'members',
    columns,
    defaultColumns: defaultMemberColumns,
    defaultSort: defaultMemberSort,
    cursorAt,
  });
  const shown = state.columns.map(({ id }) => id);
  const variables = memberVariables(state.value, shown, brand.timeZone);
  const list = useConnection(members, { variables, start: state.start });
  cursorAt.current = list.cursorAt;
  const { search, filter, orderBy } = variables;
  const narrowed = search !== null || filter !== null;
  const matching = { search, filter };
  const selection = useWholeSelection(state.selection, list.rows, JSON.stringify(matching));
  const bulk = useFollowedJob('members.bulk', list.refetch);
  const beginExport = useMemberExport();
  const only = selection.ids.size > 0 && !selection.all ? [...selection.ids] : undefined;
  const total = list.total;
  return (
    <Page fill>
      <PageHeader
        title={t('common:nav.members')}
        aside={total === undefined ? undefined : t('common:list.total', { count: total })}
      >
        {can('MEMBER_WRITE') && (
          <Button variant="contained" startIcon={<AddIcon />} onClick={() => setParams({ new: '1' })}>
            {t('create.action')}
          </Button>
        )}
      </PageHeader>
      <SavedViews page="members" />
      <FilterBar
        filters={filters}
        values={state.value}
        onChange={state.change}
        searchLabel={t('list.search')}
      >
        <ExportButton
          name="members"
          total={total}
          {...(only && { ticked: only.length })}
          begin={() =>
            beginExport({
              selection: only ? { ids: only } : { matching },
              orderBy,
              columns: exportColumns(shown),
            })
          }
        />
        <ColumnMenu all={columns} shown={shown} onChange={state.setColumns} />
      </FilterBar>
      <DataTable
        label={t('common:nav.members')}
        list={list}
        columns={state.columns}
        sort={state.sort}
        onSort={(sort) => state.change({ sort: sort === 'JOINED_AT_DESC' ? null : sort })}
        rowName={(member) => memberName(member, t('unnamed'))}
        rowTo={(member) => `/members/${member.id}`}
        {...(can('MEMBER_WRITE') && { selection })}
        onTop={state.rememberTop}
        card={(member) => ({
          aside: format.money(member.spent),
          sub: [handleOf(member), member.city, t('list.orders', { count: member.orderCount })]
            .filter(Boolean)
            .join(' · '),
        })}
        empty={
          narrowed ? (
            <EmptyState title={t('common:list.emptyFiltered')} text={t('common:list.emptyFilteredText')}>
              <Button to="/members">{t('common:list.clearFilters')}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={<PeopleIcon />} title={t('list.emptyTitle')} text={t('list.emptyText')}>
              {can('IMPORT_RUN') && (
                <Button variant="contained" to="/imports/new">
                  {t('common:palette.uploadImport')}
                </Button>
              )}
              {can('MEMBER_WRITE') && (
                <Button onClick={() => setParams({ new: '1' })}>{t('create.action')}</Button>
              )}
            </EmptyState>
          )
        }
      />
      <Suspense>
        {(selection.ids.size > 0 || bulk.job) && (
          <MembersBulk
            selection={selection}
            matching={matching}
            total={total}
            followed={bulk}
            onMerged={list.refetch}
            more={bulkActs}
          />
        )}
        {params.get('new') && can('MEMBER_WRITE') && (
          <MemberDialog onClose={() => setParams({ new: null })} />
        )}
      </Suspense>
    </Page>
  );
}

/** By what a member is known best: the phone number, else whatever there is. */
function handleOf({ identities = [] }: MemberRowFragment): string | null | undefined {
  return (identities.find(({ kind }) => kind === 'PHONE') ?? identities[0])?.value;
}
