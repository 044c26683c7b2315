import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../shared/list/filter.ts';
import { statuses } from './orders-query.ts';

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
