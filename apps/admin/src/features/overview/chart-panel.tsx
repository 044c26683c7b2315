import ChartIcon from '@mui/icons-material/ShowChart';
import TableIcon from '@mui/icons-material/TableRowsOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interval } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { addDays } from '../../shared/format/zoned.ts';
import { Button } from '../../shared/ui/button.tsx';
import { ChartLegend, type ChartLine, LineChart } from '../../shared/ui/line-chart.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import styles from './overview.module.css';

interface ChartPanelProps {
  title: string;
  lead: string;
  starts: string[];
  interval: Interval;
  lines: ChartLine[];
  format: { exact: (value: number) => string; short: (value: number) => string };
  height?: number;
}

/** A chart with the table behind it: the same figures for those who read rather than look. */
export function ChartPanel(props: ChartPanelProps) {
  const { t } = useTranslation(['overview', 'common']);
  const [table, setTable] = useState(false);
  return (
    <Panel
      title={props.title}
      lead={props.lead}
      flush
      actions={
        <Button
          variant="text"
          startIcon={table ? <ChartIcon /> : <TableIcon />}
          aria-label={`${table ? t('chart.chart') : t('chart.table')}: ${props.title}`}
          onClick={() => setTable(!table)}
        >
          {table ? t('chart.chart') : t('chart.table')}
        </Button>
      }
    >
      {table ? <Table {...props} /> : <Plot {...props} />}
    </Panel>
  );
}

/** What an interval is called: its day, its first and last day, or its month. */
function useIntervalName(interval: Interval): (start: string) => string {
  const format = useFormat();
  return (start) => {
    if (interval === 'MONTH') return format.month(start);
    return interval === 'DAY' ? format.day(start) : `${format.day(start)} – ${format.day(addDays(start, 6))}`;
  };
}

function Plot({ lines, starts, interval, format, height = 220, title }: ChartPanelProps) {
  const { monthDay, month } = useFormat();
  const full = useIntervalName(interval);
  const short = interval === 'MONTH' ? month : monthDay;
  return (
    <>
      <ChartLegend lines={lines} />
      <div className={styles.plot}>
        <LineChart
          label={title}
          lines={lines}
          names={starts.map((start) => ({ short: short(start), full: full(start) }))}
          format={format}
          height={height}
        />
      </div>
    </>
  );
}

function Table({ lines, starts, interval, format, title }: ChartPanelProps) {
  const { t } = useTranslation('overview');
  const name = useIntervalName(interval);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={styles.scroller} tabIndex={0} aria-label={title}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th>{t(`picker.${interval}`)}</th>
            {lines.map(({ label }) => (
              <th key={label}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {starts.map((start, index) => (
            <tr key={start}>
              <td>{name(start)}</td>
              {lines.map(({ label, values }) => {
                const value = values[index];
                return <td key={label}>{value == null ? '' : format.exact(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
