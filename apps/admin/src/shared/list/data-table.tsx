import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rows } from '../api/use-connection.ts';
import { useNarrow } from '../hooks/use-narrow.ts';
import { useDensity } from '../ui/appearance.ts';
import { Button } from '../ui/button.tsx';
import { FailureState } from '../ui/states.tsx';
import type { Column } from './column.ts';
import { CardRow, TableRow } from './data-row.tsx';
import styles from './data-table.module.css';
import { SkeletonRows } from './skeleton-rows.tsx';
import { TableView } from './table-view.tsx';
import { useKeepPlace, usePlaceBefore } from './use-keep-place.ts';
import { type RowKeys, useRowKeys } from './use-row-keys.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';

const rowHeights = { compact: 37, comfortable: 47 };
const headHeight = 34;
const cardHeight = 62;

interface Selection {
  ids: ReadonlySet<string>;
  toggle: (ids: string[], selected: boolean) => void;
}

export interface DataTableProps<Row extends { id: string }> {
  label: string;
  list: Rows<Row>;
  columns: Column<Row>[];
  sort?: string | undefined;
  onSort?: ((orderBy: string) => void) | undefined;
  rowName: (row: Row) => string;
  /** Address that a row opens. */
  rowTo: (row: Row) => string;
  openId?: string | undefined;
  selection?: Selection | undefined;
  /** What letters do with the row that has the focus. */
  keys?: RowKeys<Row> | undefined;
  /** Right part of the first line and the second line of a row on a narrow screen. */
  card: (row: Row) => { aside?: ReactNode; sub?: ReactNode };
  empty: ReactNode;
  /** Told which row stands at the top, for the address. */
  onTop?: (index: number, hasPrevious: boolean) => void;
}

/** A list of any length: only the rows in sight exist, the next are fetched before they are reached. */
export function DataTable<Row extends { id: string }>(props: DataTableProps<Row>) {
  const { list, columns, selection } = props;
  const { t } = useTranslation('common');
  const narrow = useNarrow();
  const rowHeight = rowHeights[useDensity()];
  const height = narrow ? cardHeight : rowHeight;
  const { rows } = list;
  const sight = useRowsInSight({
    count: rows.length,
    height,
    head: narrow ? 0 : headHeight,
    offset: usePlaceBefore(),
  });
  const { first, last, top } = sight;
  const scroll = useRef<HTMLDivElement>(null);
  const { ref: watch } = sight;
  const attach = useCallback(
    (element: HTMLDivElement) => {
      scroll.current = element;
      return watch(element);
    },
    [watch],
  );
  useKeepPlace(scroll, list, top, height);
  useMore(list, first, last);
  const { look, hasPrevious } = list;
  const { onTop } = props;
  useEffect(() => {
    look(top);
    if (rows.length > 0) onTop?.(top, hasPrevious);
  }, [top, rows.length, hasPrevious, look, onTop]);
  const { onKeyDown, onClick } = useRowKeys(scroll, {
    rows,
    tick: selection && ((id) => selection.toggle([id], !selection.ids.has(id))),
    reveal: sight.reveal,
    keys: props.keys,
  });
  const selectLabel = useCallback((name: string) => t('list.selectRow', { name }), [t]);

  if (list.error) return <FailureState error={list.error} onRetry={list.refetch} />;
  if (!list.loading && rows.length === 0) return <div className={styles.scroll}>{props.empty}</div>;

  const drawn = rows.slice(first, last + 1).map((row, at) => ({
    row,
    index: first + at,
    name: props.rowName(row),
    to: props.rowTo(row),
    open: row.id === props.openId,
    selected: selection?.ids.has(row.id),
    onSelect: selection?.toggle,
  }));
  const more = list.moreError !== undefined && (
    <div className={styles.more} role="alert">
      {t('failure.more')}
      <Button onClick={list.loadNext}>{t('action.retry')}</Button>
    </div>
  );
  if (narrow)
    return (
      <div className={styles.scroll} ref={attach}>
        {list.loading ? (
          <SkeletonRows columns={columns} height={cardHeight} cards />
        ) : (
          <ul aria-label={props.label} className={styles.cards} style={{ height: rows.length * cardHeight }}>
            {drawn.map((row) => (
              <CardRow key={row.row.id} {...row} {...props.card(row.row)} height={cardHeight} />
            ))}
          </ul>
        )}
        {more}
      </div>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the links of the rows
    <div className={styles.scroll} ref={attach} onKeyDown={onKeyDown}>
      <TableView {...props} rowHeight={rowHeight} first={first} last={last} onClick={onClick}>
        {drawn.map((row) => (
          <TableRow key={row.row.id} {...row} columns={columns} selectLabel={selectLabel} />
        ))}
      </TableView>
      {more}
    </div>
  );
}

/** Fetches the next rows before the last ones are reached, and those before when the first are. */
function useMore<Row>(list: Rows<Row>, first: number, last: number): void {
  const { rows, hasNext, hasPrevious, loadNext, loadPrevious, moreError } = list;
  useEffect(() => {
    if (moreError || rows.length === 0) return;
    if (hasNext && last >= rows.length - 40) loadNext();
    else if (hasPrevious && first <= 4) loadPrevious();
  }, [first, last, rows, hasNext, hasPrevious, loadNext, loadPrevious, moreError]);
}
