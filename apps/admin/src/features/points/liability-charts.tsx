import { useTranslation } from 'react-i18next';
import type { PointsLiabilityQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { ChartPanel } from '../../shared/ui/chart-panel.tsx';
import styles from './points.module.css';

type Liability = PointsLiabilityQuery['pointsLiability'];

/** What expires in the coming months, and what moved in those that are past. */
export function LiabilityCharts({ liability }: { liability: Liability }) {
  const { t } = useTranslation('points');
  const format = useFormat();
  const { expiring, flow, value } = liability;
  const months = (of: readonly { month: string }[]) =>
    of.map(({ month }) => ({ short: format.month(month), full: format.month(month) }));
  const shared = {
    step: t('liability.month'),
    format: { exact: format.number, short: format.numberShort },
    height: 240,
  };
  const total = expiring.reduce((sum, { points }) => sum + BigInt(points), 0n);
  const worth = expiring.reduce((sum, one) => sum + Number(one.value.amount), 0);
  const line = (key: 'earned' | 'redeemed' | 'expired', color: string) => ({
    label: t(`liability.${key}`),
    values: flow.map((month) => Number(month[key])),
    color,
  });
  const moved = ['earned', 'redeemed', 'givenBack', 'takenBack', 'expired', 'adjusted'] as const;
  return (
    <div className={styles.charts}>
      <ChartPanel
        {...shared}
        title={t('liability.expiring')}
        lead={t('liability.expiringLead', {
          points: Number(total),
          value: format.money({ amount: worth.toFixed(2), currency: value.currency }),
        })}
        names={months(expiring)}
        lines={[
          {
            label: t('liability.points'),
            values: expiring.map(({ points }) => Number(points)),
            color: 'var(--k-chart-2)',
          },
        ]}
        columns={[
          { label: t('liability.points'), cells: expiring.map(({ points }) => format.number(points)) },
          { label: t('liability.value'), cells: expiring.map((one) => format.money(one.value)) },
        ]}
      />
      <ChartPanel
        {...shared}
        title={t('liability.flow')}
        lead={t('liability.flowLead')}
        names={months(flow)}
        lines={[
          line('earned', 'var(--k-chart-1)'),
          line('redeemed', 'var(--k-chart-3)'),
          line('expired', 'var(--k-chart-2)'),
        ]}
        columns={moved.map((key) => ({
          label: t(`liability.${key}`),
          cells: flow.map((month) => format.number(month[key])),
        }))}
      />
    </div>
  );
}
