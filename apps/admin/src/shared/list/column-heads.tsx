import DownIcon from '@mui/icons-material/ArrowDownward';
import UpIcon from '@mui/icons-material/ArrowUpward';
import { Tooltip } from '../ui/tooltip.tsx';
import type { Column } from './column.ts';
import styles from './data-table.module.css';

/** The heads of columns; those the server can sort by are buttons, descending first. */
export function ColumnHeads<Row>(props: {
  columns: Column<Row>[];
  sort: string | undefined;
  onSort: ((orderBy: string) => void) | undefined;
}) {
  const { sort, onSort } = props;
  return props.columns.map((column) => {
    const descending = sort !== undefined && sort === column.sort?.descending;
    const ascending = sort !== undefined && sort === column.sort?.ascending;
    const label = column.hint ? (
      <Tooltip title={column.hint}>
        <span className={styles.hint}>{column.label}</span>
      </Tooltip>
    ) : (
      <span>{column.label}</span>
    );
    const { sort: sorting } = column;
    return (
      <th
        key={column.id}
        data-align={column.align}
        aria-sort={descending ? 'descending' : ascending ? 'ascending' : undefined}
      >
        {sorting && onSort ? (
          <button
            type="button"
            className={styles.sort}
            data-active={descending || ascending}
            onClick={() => onSort(descending ? sorting.ascending : sorting.descending)}
          >
            {label}
            {descending && <DownIcon />}
            {ascending && <UpIcon />}
          </button>
        ) : (
          label
        )}
      </th>
    );
  });
}
