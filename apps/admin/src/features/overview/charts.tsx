import { useTranslation } from 'react-i18next';
import type { Interval, OverviewPartFragment, OverviewQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { addDays } from '../../shared/format/zoned.ts';
import { ChartPanel } from '../../shared/ui/chart-panel.tsx';
import styles from './overview.module.css';

/** GMV, orders and new members over the period, each beside the period before. */
export function Charts(props: {
  overview: OverviewQuery['overview'];
  before: OverviewQuery['before'];
  interval: Interval;
}) {
  const { overview, before, interval } = props;
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { currency } = overview.gmv;
  const money = {
    exact: (value: number) => format.money({ amount: value.toFixed(2), currency }),
    short: (value: number) => format.moneyShort(value, currency),
  };
  const count = { exact: format.number, short: format.numberShort };
  const line = (
    key: 'gmv' | 'settledGmv' | 'orders' | 'newMembers',
    read: (part: OverviewPartFragment) => number,
    color: string,
  ) => ({ label: t(`metric.${key}`), values: overview.series.map(read), color });
  const past = (read: (part: OverviewPartFragment) => number) => ({
    label: t('chart.before'),
    values: overview.series.map((_, index) => {
      const part = before.series[index];
      return part ? read(part) : null;
    }),
    color: 'var(--k-chart-before)',
    dashed: true,
  });
  const names = useIntervalNames(interval);
  const shared = {
    names: overview.series.map(({ start }) => names(start)),
    step: t(`picker.${interval}`),
  };
  return (
    <div className={styles.charts}>
      <div className={styles.wide}>
        <ChartPanel
          {...shared}
          title={t('metric.gmv')}
          lead={t('definition.gmv')}
          format={money}
          height={260}
          lines={[
            line('gmv', ({ gmv }) => Number(gmv.amount), 'var(--k-chart-1)'),
            line('settledGmv', ({ settledGmv }) => Number(settledGmv.amount), 'var(--k-chart-2)'),
            past(({ gmv }) => Number(gmv.amount)),
          ]}
        />
      </div>
      <ChartPanel
        {...shared}
        title={t('metric.orders')}
        lead={t('definition.orders')}
        format={count}
        lines={[line('orders', ({ orders }) => orders, 'var(--k-chart-1)'), past(({ orders }) => orders)]}
      />
      <ChartPanel
        {...shared}
        title={t('metric.newMembers')}
        lead={t('definition.newMembers')}
        format={count}
        lines={[
          line('newMembers', ({ newMembers }) => newMembers, 'var(--k-chart-3)'),
          past(({ newMembers }) => newMembers),
        ]}
      />
    </div>
  );
}

/** What an interval is called: its day, its first and last day, or its month. */
function useIntervalNames(interval: Interval): (start: string) => { short: string; full: string } {
  const { day, month, monthDay } = useFormat();
  return (start) => {
    if (interval === 'MONTH') return { short: month(start), full: month(start) };
    const full = interval === 'DAY' ? day(start) : `${day(start)} – ${day(addDays(start, 6))}`;
    return { short: monthDay(start), full };
  };
}
