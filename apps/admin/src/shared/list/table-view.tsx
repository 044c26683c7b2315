import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnHeads } from './column-heads.tsx';
import styles from './data-table.module.css';
import type { DataTableProps } from './data-table.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';

const checkWidth = 44;

/** A list as a table: its heads, its rows in sight, and the room of those that aren't drawn. */
export function TableView<Row extends { id: string }>(
  props: Pick<DataTableProps<Row>, 'label' | 'list' | 'columns' | 'sort' | 'onSort' | 'selection'> & {
    rowHeight: number;
    first: number;
    last: number;
    onClick: (event: MouseEvent) => void;
    /** The rows in sight. */
    children: ReactNode;
  },
) {
  const { list, columns, selection, rowHeight } = props;
  const { rows } = list;
  const width = columns.reduce((sum, column) => sum + column.width, selection ? checkWidth : 0);
  const span = columns.length + (selection ? 1 : 0);
  return (
    <table
      className={styles.table}
      style={{ minWidth: width }}
      aria-label={props.label}
      aria-rowcount={(list.total ?? rows.length) + 1}
      aria-busy={list.loading}
    >
      <colgroup>
        {selection && <col style={{ width: checkWidth }} />}
        {columns.map((column) => (
          <col key={column.id} style={{ width: `${(column.width / width) * 100}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {selection && <SelectAll rows={rows} selection={selection} />}
          <ColumnHeads columns={columns} sort={props.sort} onSort={props.onSort} />
        </tr>
      </thead>
      {list.loading ? (
        <SkeletonRows columns={columns} height={rowHeight} check={selection !== undefined} />
      ) : (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the link of each row does the same for the keyboard
        <tbody onClick={props.onClick}>
          <Spacer span={span} height={props.first * rowHeight} />
          {props.children}
          <Spacer span={span} height={(rows.length - 1 - props.last) * rowHeight} />
        </tbody>
      )}
    </table>
  );
}

function SelectAll<Row extends { id: string }>({
  rows,
  selection,
}: {
  rows: readonly Row[];
  selection: NonNullable<DataTableProps<Row>['selection']>;
}) {
  const { t } = useTranslation('common');
  const all = rows.length > 0 && rows.every(({ id }) => selection.ids.has(id));
  return (
    <th data-check>
      <input
        type="checkbox"
        aria-label={t('list.selectAll')}
        ref={(element) => {
          if (element) element.indeterminate = !all && selection.ids.size > 0;
        }}
        checked={all}
        onChange={(event) =>
          selection.toggle(
            rows.map(({ id }) => id),
            event.target.checked,
          )
        }
      />
    </th>
  );
}

function Spacer({ span, height }: { span: number; height: number }) {
  if (height <= 0) return null;
  return (
    <tr className={styles.spacer} aria-hidden>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
