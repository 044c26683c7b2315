import { memo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Column } from './column.ts';
import styles from './data-table.module.css';

interface RowProps<Row extends { id: string }> {
  row: Row;
  index: number;
  name: string;
  to: string;
  open: boolean;
  selected: boolean | undefined;
  onSelect: ((ids: string[], selected: boolean) => void) | undefined;
}

function TableRowOf<Row extends { id: string }>(
  props: RowProps<Row> & { columns: Column<Row>[]; selectLabel: (name: string) => string },
) {
  const { row, columns, to, selected, onSelect } = props;
  return (
    <tr
      className={styles.row}
      data-index={props.index}
      data-open={props.open}
      data-to={to}
      aria-rowindex={props.index + 2}
      aria-selected={selected}
    >
      {onSelect && (
        <td data-check>
          <input
            type="checkbox"
            aria-label={props.selectLabel(props.name)}
            checked={selected ?? false}
            onChange={(event) => onSelect([row.id], event.target.checked)}
          />
        </td>
      )}
      {columns.map((column, position) => (
        <td key={column.id} data-align={column.align}>
          {position === 0 ? (
            <Link to={to} className={styles.open} data-open-row>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

/** One row; rendered again only when something of it changes. What is clicked is found out by the table. */
export const TableRow = memo(TableRowOf) as typeof TableRowOf;

/** The same row on a narrow screen. */
export function CardRow<Row extends { id: string }>(
  props: RowProps<Row> & { height: number; aside?: ReactNode; sub?: ReactNode },
) {
  return (
    <li>
      <Link
        to={props.to}
        data-open-row
        data-index={props.index}
        data-open={props.open}
        className={styles.card}
        style={{ height: props.height, transform: `translateY(${props.index * props.height}px)` }}
      >
        <span className={styles.cardText}>
          <span className={styles.cardLine}>
            <span className={styles.cardTitle}>{props.name}</span>
            <span>{props.aside}</span>
          </span>
          <span className={`${styles.cardLine} ${styles.cardSub}`}>
            <span>{props.sub}</span>
          </span>
        </span>
      </Link>
    </li>
  );
}
