import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defineList, refetchLists } from '../../shared/api/lists.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { ColumnMenu } from '../../shared/list/column-menu.tsx';
import { DataTable } from '../../shared/list/data-table.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { useLive, useLookAgain, useLookOnceMore } from '../../shared/live/live.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { ImportsDocument } from './import.graphql.ts';
import { isBusy } from './import-steps.ts';
import { defaultImportColumns, useImportColumns } from './use-import-columns.tsx';
import { WhatToImport } from './what-to-import.tsx';

const imports = defineList(ImportsDocument, (data) => data.imports);

/** All imports of the brand, the newest first. */
export function ImportsPage() {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  const { can } = useSession();
  const columns = useImportColumns();
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: 'imports',
    columns,
    defaultColumns: defaultImportColumns,
    defaultSort: '',
    cursorAt,
  });
  const [busy, setBusy] = useState(false);
  const live = useLive();
  const list = useConnection(imports, {
    variables: {},
    start: state.start,
    pollInterval: busy && !live ? 1500 : 0,
  });
  useLookOnceMore(busy, () => refetchLists(['Imports']));
  useLookAgain(
    () => refetchLists(['Imports']),
    (job) => job.subjectId?.startsWith('import_') ?? false,
    1500,
  );
  cursorAt.current = list.cursorAt;
  const changing = list.rows.some(({ status }) => isBusy(status));
  if (busy !== changing) setBusy(changing);
  const total = list.total;
  const upload = can('IMPORT_RUN') && (
    <Button variant="contained" to="/imports/new">
      {t('new.action')}
    </Button>
  );
  return (
    <Page fill>
      <PageHeader
        title={t('common:nav.imports')}
        aside={total ? t('common:list.total', { count: total }) : undefined}
      >
        {list.rows.length > 0 && (
          <ColumnMenu all={columns} shown={state.columns.map(({ id }) => id)} onChange={state.setColumns} />
        )}
        {upload}
      </PageHeader>
      <DataTable
        label={t('common:nav.imports')}
        list={list}
        columns={state.columns}
        rowName={(row) => row.fileName}
        rowTo={(row) => `/imports/${row.id}`}
        onTop={state.rememberTop}
        card={(row) => ({
          aside: t(`status.${row.status}`),
          sub: [t(`kind.${row.kind}`), row.createdBy?.name, format.dateTime(row.createdAt)]
            .filter(Boolean)
            .join(' · '),
        })}
        empty={
          <>
            <EmptyState icon={<UploadIcon />} title={t('list.emptyTitle')} text={t('list.emptyText')}>
              {upload}
            </EmptyState>
            <WhatToImport />
          </>
        }
      />
    </Page>
  );
}
