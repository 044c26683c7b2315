import CakeIcon from '@mui/icons-material/CakeOutlined';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BirthdayCareQuery } from '../../gql/graphql.ts';
import { defineList } from '../../shared/api/lists.ts';
import { useConnection } from '../../shared/api/use-connection.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { DataTable } from '../../shared/list/data-table.tsx';
import { useListState } from '../../shared/list/use-list-state.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { BirthdayCareDocument } from './birthday.graphql.ts';

type Row = NonNullable<BirthdayCareQuery['birthdayCare']>['edges'][number]['node'];

const birthdays = defineList(BirthdayCareDocument, (data) => data.birthdayCare);

/** Whose birthdays were kept, and what they were given. */
export function BirthdaysPage() {
  const { t } = useTranslation(['birthday', 'common']);
  const format = useFormat();
  const { can } = useSession();
  const columns = useColumns();
  const cursorAt = useRef<(index: number) => string | undefined>(() => undefined);
  const state = useListState({
    name: 'birthdays',
    columns,
    defaultColumns: columns.map(({ id }) => id),
    defaultSort: '',
    cursorAt,
  });
  const list = useConnection(birthdays, { variables: {}, start: state.start });
  cursorAt.current = list.cursorAt;
  return (
    <Page fill>
      <PageHeader
        title={t('common:nav.birthdays')}
        aside={list.total !== undefined ? t('common:list.total', { count: list.total }) : undefined}
      />
      <DataTable
        label={t('common:nav.birthdays')}
        list={list}
        columns={state.columns}
        rowName={({ member }) => memberName(member, t('unnamed'))}
        rowTo={({ member }) => `/members/${member.id}`}
        onTop={state.rememberTop}
        card={({ day }) => ({ sub: format.day(day) })}
        empty={
          <EmptyState icon={<CakeIcon />} title={t('empty.title')} text={t('empty.text')}>
            {can('POINTS_READ') && <Button to="/earning">{t('common:nav.earning')}</Button>}
            <Button to="/tiers/benefits">{t('common:palette.benefits')}</Button>
          </EmptyState>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation(['birthday', 'common']);
  const format = useFormat();
  return useMemo(() => {
    const none = <span className="k-muted">{t('common:state.none')}</span>;
    const text = (id: string, width: number, label: string, read: (row: Row) => string): Column<Row> => ({
      id,
      label,
      width,
      text: read,
      cell: (row) => read(row) || none,
    });
    const points = (entry: { points: unknown } | null | undefined) =>
      entry ? t('points', { points: Number(entry.points) }) : '';
    return [
      text('member', 180, t('member'), ({ member }) => memberName(member, t('unnamed'))),
      text('day', 120, t('day'), ({ day }) => format.day(day)),
      text('rules', 140, t('rules'), ({ event }) => points(event.entry)),
      text('gift', 140, t('gift'), ({ gift, coupon }) => coupon?.template.name ?? points(gift)),
      text('at', 160, t('at'), ({ at }) => format.dateTime(at)),
    ];
  }, [t, format]);
}
