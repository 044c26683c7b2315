import Button from '@mui/material/Button';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { Rows } from '../api/use-connection.ts';
import { useNarrow } from '../hooks/use-narrow.ts';
import { useDensity } from '../ui/appearance.ts';
import { FailureState } from '../ui/states.tsx';
import type { Column } from './column.ts';
import { ColumnHeads } from './column-heads.tsx';
import { CardRow, TableRow } from './data-row.tsx';
import styles from './data-table.module.css';
import { SkeletonRows } from './skeleton-rows.tsx';

const cardHeight = 62;
const scrolled = new Map<string, number>();

export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (ids: string[], selected: boolean) => void;
}

export interface DataTableProps<Row extends { id: string }> {
  label: string;
  list: Rows<Row>;
  columns: Column<Row>[];
  sort?: string | undefined;
  onSort?: (orderBy: string) => void;
  rowName: (row: Row) => string;
  /** Address that a row opens. */
  rowTo: (row: Row) => string;
  openId?: string | undefined;
  selection?: Selection;
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
  const rowHeight = useDensity() === 'comfortable' ? 47 : 37;
  const height = narrow ? cardHeight : rowHeight;
  const scroll = useRef<HTMLDivElement>(null);
  const { key } = useLocation();
  const keyNow = useRef(key);
  keyNow.current = key;

  const { rows } = list;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 14,
    initialOffset: () => scrolled.get(key) ?? 0,
    scrollMargin: 0,
    // Until it is measured: so the first rows come with the first drawing of the page.
    initialRect: { width: innerWidth, height: innerHeight },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height]);
  // While it is still in the document: a removed element has forgotten where it was.
  useLayoutEffect(() => {
    const element = scroll.current;
    if (element) element.scrollTop = scrolled.get(keyNow.current) ?? 0;
    return () => {
      if (element) scrolled.set(keyNow.current, element.scrollTop);
    };
  }, []);

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  const { hasNext, hasPrevious, loadNext, loadPrevious, moreError } = list;
  useEffect(() => {
    if (moreError || rows.length === 0) return;
    if (hasNext && last >= rows.length - 40) loadNext();
    else if (hasPrevious && first <= 4) loadPrevious();
  }, [first, last, rows, hasNext, hasPrevious, loadNext, loadPrevious, moreError]);
  const top = Math.max(0, Math.floor((virtual.scrollOffset ?? 0) / height));
  const { look } = list;
  const { onTop } = props;
  useEffect(() => {
    look(top);
    if (rows.length > 0) onTop?.(top, hasPrevious);
  }, [top, rows.length, hasPrevious, look, onTop]);

  // Rows that come or go above what is in view leave it where it is; another list begins at its top.
  const { identity } = list;
  const inView = useRef({ identity, rows, top, hasPrevious });
  useLayoutEffect(() => {
    const element = scroll.current;
    const before = inView.current;
    inView.current = { identity, rows, top, hasPrevious };
    if (before.identity !== identity) element?.scrollTo(0, 0);
    if (!element || before.identity !== identity || before.rows === rows) return;
    const id = before.rows[before.top]?.id;
    const now = rows.findIndex((row) => row.id === id);
    if (now < 0 || now === before.top || !(before.top > 0 || before.hasPrevious)) return;
    element.scrollTop += (now - before.top) * height;
    inView.current.top = now;
  }, [identity, rows, top, hasPrevious, height]);

  const moveFocus = (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = Number(target.closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN);
    const row = rows[at];
    if (!row) return;
    if (event.key === 'x' && selection) return selection.toggle([row.id], !selection.ids.has(row.id));
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(rows.length - 1, Math.max(0, at + step));
    const link = () => scroll.current?.querySelector<HTMLElement>(`[data-index="${next}"] [data-open-row]`);
    virtual.scrollToIndex(next);
    // A row further away comes into the document with the next frame.
    if (link()) link()?.focus();
    else requestAnimationFrame(() => link()?.focus());
  };

  const navigate = useNavigate();
  const openRow = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || target.closest('a, button, input, label')) return;
    if (window.getSelection()?.toString()) return;
    const to = target.closest('tr')?.getAttribute('data-to');
    if (to) void navigate(to);
  };

  if (list.error) return <FailureState error={list.error} onRetry={list.refetch} />;
  if (!list.loading && rows.length === 0) return <div className={styles.scroll}>{props.empty}</div>;

  const rowProps = (index: number, row: Row) => ({
    row,
    index,
    name: props.rowName(row),
    to: props.rowTo(row),
    open: row.id === props.openId,
    selected: selection?.ids.has(row.id),
    onSelect: selection?.toggle,
  });
  const more = (
    <>
      {moreError !== undefined && (
        <div className={styles.more} role="alert">
          {t('failure.more')}
          <Button onClick={loadNext}>{t('action.retry')}</Button>
        </div>
      )}
    </>
  );
  if (narrow)
    return (
      <div className={styles.scroll} ref={scroll}>
        {list.loading ? (
          <SkeletonRows columns={columns} height={cardHeight} cards />
        ) : (
          <ul aria-label={props.label} className={styles.cards} style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const row = rows[index];
              return (
                row && (
                  <CardRow
                    key={row.id}
                    {...rowProps(index, row)}
                    {...props.card(row)}
                    start={start}
                    height={cardHeight}
                  />
                )
              );
            })}
          </ul>
        )}
        {more}
      </div>
    );

  const allSelected =
    selection !== undefined && rows.length > 0 && rows.every(({ id }) => selection.ids.has(id));
  const width = columns.reduce((sum, column) => sum + column.width, selection ? 44 : 0);
  const padTop = items[0]?.start ?? 0;
  const padBottom = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const span = columns.length + (selection ? 1 : 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the links of the rows
    <div className={styles.scroll} ref={scroll} onKeyDown={moveFocus}>
      <table
        className={styles.table}
        style={{ minWidth: width }}
        aria-label={props.label}
        aria-rowcount={(list.total ?? rows.length) + 1}
        aria-busy={list.loading}
      >
        <colgroup>
          {selection && <col style={{ width: 44 }} />}
          {columns.map((column) => (
            <col key={column.id} style={{ width: `${(column.width / width) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {selection && (
              <th data-check>
                <input
                  type="checkbox"
                  aria-label={t('list.selectAll')}
                  ref={(element) => {
                    if (element) element.indeterminate = !allSelected && selection.ids.size > 0;
                  }}
                  checked={allSelected}
                  onChange={(event) =>
                    selection.toggle(
                      rows.map(({ id }) => id),
                      event.target.checked,
                    )
                  }
                />
              </th>
            )}
            <ColumnHeads columns={columns} sort={props.sort} onSort={props.onSort} />
          </tr>
        </thead>
        {list.loading ? (
          <SkeletonRows columns={columns} height={rowHeight} check={selection !== undefined} />
        ) : (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the link of each row does the same for the keyboard
          <tbody onClick={openRow}>
            {padTop > 0 && (
              <tr className={styles.spacer} aria-hidden>
                <td colSpan={span} style={{ height: padTop }} />
              </tr>
            )}
            {items.map(({ index }) => {
              const row = rows[index];
              return (
                row && (
                  <TableRow
                    key={row.id}
                    {...rowProps(index, row)}
                    columns={columns}
                    selectLabel={t('list.selectRow', { name: props.rowName(row) })}
                  />
                )
              );
            })}
            {padBottom > 0 && (
              <tr className={styles.spacer} aria-hidden>
                <td colSpan={span} style={{ height: padBottom }} />
              </tr>
            )}
          </tbody>
        )}
      </table>
      {more}
    </div>
  );
}
