import ChartIcon from '@mui/icons-material/ShowChart';
import TableIcon from '@mui/icons-material/TableRowsOutlined';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './chart-panel.module.css';
import { ChartLegend, type ChartLine, LineChart } from './line-chart.tsx';
import { Panel } from './page.tsx';

interface ChartPanelProps {
  title: string;
  lead: ReactNode;
  /** Names of the points: on the axis, and in full. */
  names: { short: string; full: string }[];
  /** What a point is: a day, a month. */
  step: string;
  lines: ChartLine[];
  format: { exact: (value: number) => string; short: (value: number) => string };
  /** Columns of the table, where it tells more than the lines. */
  columns?: { label: string; cells: string[] }[];
  height?: number;
}

/** A chart with the table behind it: the same figures for those who read rather than look. */
export function ChartPanel(props: ChartPanelProps) {
  const { t } = useTranslation('common');
  const { title, lines, names, format, height = 220 } = props;
  const [table, setTable] = useState(false);
  const other = table ? t('chart.chart') : t('chart.table');
  return (
    <Panel
      title={title}
      lead={props.lead}
      flush
      actions={
        <Button
          variant="text"
          startIcon={table ? <ChartIcon /> : <TableIcon />}
          aria-label={`${other}: ${title}`}
          onClick={() => setTable(!table)}
        >
          {other}
        </Button>
      }
    >
      {table ? (
        <Table {...props} />
      ) : (
        <>
          <ChartLegend lines={lines} />
          <div className={styles.plot}>
            <LineChart label={title} lines={lines} names={names} format={format} height={height} />
          </div>
        </>
      )}
    </Panel>
  );
}

function Table({ lines, names, step, format, title, columns }: ChartPanelProps) {
  const { t } = useTranslation('common');
  const shown =
    columns ??
    lines.map(({ label, values }) => ({
      label,
      cells: values.map((value) => (value == null ? '' : format.exact(value))),
    }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={styles.scroller} tabIndex={0} aria-label={`${t('chart.table')}: ${title}`}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th>{step}</th>
            {shown.map(({ label }) => (
              <th key={label}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map(({ full }, at) => (
            <tr key={full}>
              <td>{full}</td>
              {shown.map(({ label, cells }) => (
                <td key={label}>{cells[at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
