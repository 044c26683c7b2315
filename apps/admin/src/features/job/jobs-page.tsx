import JobIcon from '@mui/icons-material/HistoryToggleOffOutlined';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobFilter } from '../../gql/graphql.ts';
import { defineList, refetchLists } from '../../shared/api/lists.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { type Filter, readList } from '../../shared/list/filter.ts';
import { FilterBar } from '../../shared/list/filter-bar.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { useLive, useLookAgain, useLookOnceMore } from '../../shared/live/live.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { DeadJobs } from './dead-jobs.tsx';
import { JobsDocument } from './job.graphql.ts';
import { isAlive, jobStatuses } from './job-state.tsx';
import { defaultJobColumns, useJobColumns } from './use-job-columns.tsx';
import { useJobWords } from './use-job-words.ts';

const JobDrawer = lazy(() => import('./job-drawer.tsx').then((m) => ({ default: m.JobDrawer })));

const jobs = defineList(JobsDocument, (data) => data.jobs);

/** All work that is done in the background, the newest first; what failed for good stands above. */
export function JobsPage() {
  const { t } = useTranslation(['job', 'common']);
  const format = useFormat();
  const words = useJobWords();
  const [params, setParams] = useUrlState();
  const columns = useJobColumns();
  const filters = useJobFilters();
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: 'jobs',
    columns,
    defaultColumns: defaultJobColumns,
    defaultSort: '',
    cursorAt,
  });
  const filter = jobFilter(state.value);
  const [alive, setAlive] = useState(false);
  const live = useLive();
  const list = useConnection(jobs, {
    variables: { filter },
    start: state.start,
    pollInterval: alive && !live ? 1500 : 0,
  });
  // Rows that are shown are kept up by what comes; asked for is what is new, and what ends, for it may leave the list.
  const { rows } = list;
  useLookOnceMore(alive, () => refetchLists(['Jobs']));
  useLookAgain(
    () => refetchLists(['Jobs']),
    (job) => !isAlive(job.status) || !rows.some(({ id }) => id === job.id),
    1000,
  );
  cursorAt.current = list.cursorAt;
  const changing = list.rows.some(({ status }) => isAlive(status));
  if (alive !== changing) setAlive(changing);
  const openId = params.get('open') ?? undefined;
  const rowTo = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('open', id);
    return `/jobs?${next}`;
  };
  const total = list.total;
  return (
    <Page fill>
      <PageHeader
        title={t('common:nav.jobs')}
        aside={total === undefined ? undefined : t('common:list.total', { count: total })}
      />
      <FilterBar filters={filters} values={state.value} onChange={state.change}>
        <ColumnMenu all={columns} shown={state.columns.map(({ id }) => id)} onChange={state.setColumns} />
      </FilterBar>
      {!filter && <DeadJobs pollInterval={alive && !live ? 1500 : 0} />}
      <DataTable
        label={t('common:nav.jobs')}
        list={list}
        columns={state.columns}
        rowName={(job) => words.name(job.name)}
        rowTo={(job) => rowTo(job.id)}
        openId={openId}
        onTop={state.rememberTop}
        card={(job) => ({
          aside: t(`status.${job.status}`),
          sub: [
            job.progressTotal &&
              t('progress', { done: Number(job.progressDone), total: Number(job.progressTotal) }),
            format.dateTime(job.createdAt),
            job.error,
          ]
            .filter(Boolean)
            .join(' · '),
        })}
        empty={
          filter ? (
            <EmptyState title={t('common:list.emptyFiltered')} text={t('common:list.emptyFilteredText')}>
              <Button to="/jobs">{t('common:list.clearFilters')}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={<JobIcon />} title={t('emptyTitle')} text={t('emptyText')} />
          )
        }
      />
      <Suspense>
        {openId && <JobDrawer id={openId} onClose={() => setParams({ open: null }, { push: true })} />}
      </Suspense>
    </Page>
  );
}

function useJobFilters(): Filter[] {
  const { t } = useTranslation('job');
  return useMemo(() => {
    const names: Record<string, string> = t('name', { returnObjects: true });
    return [
      {
        kind: 'choice',
        id: 'status',
        label: t('field.status'),
        options: jobStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
      },
      {
        kind: 'choice',
        id: 'name',
        label: t('field.name'),
        options: Object.entries(names).map(([key, label]) => ({ value: key.replace('_', '.'), label })),
      },
    ];
  }, [t]);
}

/** The filter that an address asks for. */
function jobFilter(value: (id: string) => string | null): JobFilter | null {
  const status = readList(value('status')).flatMap((one) => jobStatuses.find((known) => known === one) ?? []);
  const name = readList(value('name'));
  const filter: JobFilter = {};
  if (status.length > 0) filter.status = status;
  if (name.length > 0) filter.name = name;
  return Object.keys(filter).length > 0 ? filter : null;
}
