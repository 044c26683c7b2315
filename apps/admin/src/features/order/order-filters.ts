import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderFilter, OrderSort, OrderStatus } from '../../gql/graphql.ts';
import { endOfDay, startOfDay } from '../../shared/format/zoned.ts';
import { type Filter, readList, readRange } from '../../shared/list/filter.ts';

const statuses = [
  'PENDING',
  'PAID',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'CANCELLED',
] as const satisfies OrderStatus[];
const orders = ['PLACED_AT_DESC', 'PLACED_AT_ASC', 'TOTAL_DESC', 'TOTAL_ASC'] as const satisfies OrderSort[];

export function useOrderFilters(): Filter[] {
  const { t } = useTranslation(['order', 'common']);
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'status',
        label: t('field.status'),
        options: statuses.map((value) => ({ value, label: t(`common:orderStatus.${value}`) })),
      },
      { kind: 'text', id: 'channel', label: t('field.channel'), placeholder: t('filter.channels') },
      { kind: 'dates', id: 'placed', label: t('field.placedAt') },
      { kind: 'numbers', id: 'total', label: t('field.total') },
    ],
    [t],
  );
}

/** The filter that an address asks for; days are those of the brand's time zone. */
export function orderFilter(value: (id: string) => string | null, timeZone: string): OrderFilter | null {
  const filter: OrderFilter = {};
  const status = readList(value('status')).flatMap((one) => statuses.find((known) => known === one) ?? []);
  const placed = readRange(value('placed'));
  const total = readRange(value('total'));
  const decimal = (text: string | undefined) =>
    text && Number.isFinite(Number(text)) ? Number(text).toFixed(2) : null;
  if (status.length > 0) filter.status = status;
  if (value('channel'))
    filter.channel = (value('channel') ?? '').split(/[,\uFF0C、]/).map((one) => one.trim());
  if (placed.from || placed.to)
    filter.placedAt = {
      from: placed.from ? startOfDay(placed.from, timeZone) : null,
      to: placed.to ? endOfDay(placed.to, timeZone) : null,
    };
  if (total.from || total.to) filter.total = { min: decimal(total.from), max: decimal(total.to) };
  if (value('q')) filter.orderNo = value('q');
  return Object.keys(filter).length > 0 ? filter : null;
}

export function orderOrder(sort: string): OrderSort[] {
  return [orders.find((order) => order === sort) ?? 'PLACED_AT_DESC'];
}
