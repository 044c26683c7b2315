import type { Column } from './column.ts';
import styles from './data-table.module.css';

const rows = Array.from({ length: 14 }, (_, row) => row);

/** The table before its rows are there, in their shape. */
export function SkeletonRows<Row>(props: {
  columns: Column<Row>[];
  height: number;
  check?: boolean;
  cards?: boolean;
}) {
  const { columns, height } = props;
  if (props.cards)
    return (
      <div aria-busy="true" className={styles.cards}>
        {rows.map((row) => (
          <div key={row} className={styles.card} style={{ position: 'static', height }}>
            <span className={styles.cardText}>
              <span className={styles.bone} style={{ width: `${40 + ((row * 17) % 30)}%` }} />
              <span className={styles.bone} style={{ width: `${30 + ((row * 11) % 30)}%` }} />
            </span>
          </div>
        ))}
      </div>
    );
  return (
    <tbody aria-hidden>
      {rows.map((row) => (
        <tr key={row}>
          {props.check && <td />}
          {columns.map((column, position) => (
            <td key={column.id} data-align={column.align} style={{ height }}>
              <span
                className={styles.bone}
                style={{ width: `${45 + (((row + 1) * (position + 3) * 13) % 40)}%` }}
              />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
