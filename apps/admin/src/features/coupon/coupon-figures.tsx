import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { CouponTemplateQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { ChartPanel } from '../../shared/ui/chart-panel.tsx';
import { Skeleton } from '../../shared/ui/states.tsx';
import { Tiles } from '../../shared/ui/tiles.tsx';
import { CouponReportDocument } from './coupon.graphql.ts';
import { useLastDay } from './use-last-day.ts';
import { percent } from './use-template-columns.tsx';

type Whole = NonNullable<CouponTemplateQuery['couponTemplate']>;

/** What has become of the coupons of a template, and what they cost. */
export function CouponTiles({ template }: { template: Whole }) {
  const { t } = useTranslation('coupon');
  const format = useFormat();
  const lastDay = useLastDay();
  const { budget, budgetLeft, expiringNext, redemptionRate: rate } = template;
  const tiles = [
    {
      key: 'issued',
      value: format.number(template.issuedCount),
      below: template.issueLimit === null ? undefined : t('tile.of', { count: template.issueLimit }),
    },
    {
      key: 'redeemed',
      value: format.number(template.redeemedCount),
      below: rate === null ? undefined : t('tile.rate', { rate: percent(rate) }),
    },
    {
      key: 'expired',
      value: format.number(template.expiredCount),
      below: expiringNext
        ? t('tile.next', { count: expiringNext.count, date: lastDay(expiringNext.at) })
        : undefined,
    },
    {
      key: 'cost',
      value: format.money(template.discount),
      below: budget
        ? t('tile.budget', { budget: format.money(budget), left: format.money(budgetLeft ?? budget) })
        : undefined,
    },
    { key: 'held', value: format.money(template.held), below: undefined },
    { key: 'turnover', value: format.money(template.turnover), below: undefined },
  ] as const;
  return (
    <Tiles
      label={template.name}
      items={tiles.map(({ key, ...tile }) => ({
        term: t(`tile.${key}`),
        hint: t(`tileHint.${key}`),
        ...tile,
      }))}
    />
  );
}

/** What happened to them in the last 30 days. */
export function CouponChart({ templateId }: { templateId: string }) {
  const { t } = useTranslation('coupon');
  const format = useFormat();
  const { data } = useQuery(CouponReportDocument, {
    variables: { templateId },
    fetchPolicy: 'cache-and-network',
  });
  if (!data) return <Skeleton height={300} />;
  const { periods, total } = data.couponReport;
  const line = (key: 'issued' | 'redeemed' | 'expired', color: string) => ({
    label: t(`tile.${key}`),
    values: periods.map(({ figures }) => Number(figures[key])),
    color,
  });
  const cells = (read: (figures: (typeof periods)[number]['figures']) => string) =>
    periods.map(({ figures }) => read(figures));
  return (
    <ChartPanel
      title={t('chart.title')}
      lead={t('chart.lead', {
        issued: Number(total.issued),
        orders: Number(total.orders),
        discount: format.money(total.discount),
        turnover: format.money(total.turnover),
      })}
      names={periods.map(({ start }) => ({ short: format.monthDay(start), full: format.day(start) }))}
      step={t('chart.day')}
      lines={[
        line('issued', 'var(--k-chart-1)'),
        line('redeemed', 'var(--k-chart-3)'),
        line('expired', 'var(--k-chart-2)'),
      ]}
      columns={[
        { label: t('tile.issued'), cells: cells(({ issued }) => format.number(issued)) },
        { label: t('tile.redeemed'), cells: cells(({ redeemed }) => format.number(redeemed)) },
        { label: t('tile.expired'), cells: cells(({ expired }) => format.number(expired)) },
        { label: t('tile.cost'), cells: cells(({ discount }) => format.money(discount)) },
        { label: t('tile.turnover'), cells: cells(({ turnover }) => format.money(turnover)) },
      ]}
      format={{ exact: format.number, short: format.numberShort }}
      height={220}
    />
  );
}
