import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { Badge } from '../../shared/ui/page.tsx';
import { stateTones, type Template } from './terms.ts';
import { useTerms } from './use-terms.ts';

export const defaultTemplateColumns = [
  'name',
  'state',
  'gives',
  'valid',
  'issued',
  'redeemed',
  'rate',
  'discount',
  'budgetLeft',
];

/** All columns that the list of templates can show. */
export function useTemplateColumns(): Column<Template>[] {
  const { t } = useTranslation(['coupon', 'common']);
  const format = useFormat();
  const { gives, valid } = useTerms();
  // biome-ignore lint/correctness/useExhaustiveDependencies: how terms are worded changes with the format
  return useMemo(() => {
    const none = <span className="k-muted">{t('common:state.none')}</span>;
    const text = (id: string, label: string, width: number, read: (row: Template) => string) => ({
      id,
      label,
      width,
      text: read,
      cell: (row: Template) => read(row) || none,
    });
    const number = (id: string, label: string, width: number, read: (row: Template) => string) => ({
      ...text(id, label, width, read),
      align: 'end' as const,
    });
    const columns: Column<Template>[] = [
      text('name', t('field.coupon'), 180, ({ name }) => name),
      {
        ...text('state', t('field.state'), 90, ({ state }) => t(`state.${state}`)),
        cell: ({ state }) => <Badge tone={stateTones[state]}>{t(`state.${state}`)}</Badge>,
      },
      text('gives', t('field.gives'), 250, (row) => gives(row) ?? ''),
      text('valid', t('field.validity'), 190, (row) => valid(row)),
      number('issued', t('field.issued'), 80, ({ issuedCount, issueLimit }) =>
        issueLimit === null
          ? format.number(issuedCount)
          : `${format.number(issuedCount)} / ${format.number(issueLimit)}`,
      ),
      number('redeemed', t('field.redeemed'), 80, ({ redeemedCount }) => format.number(redeemedCount)),
      number('rate', t('field.rate'), 80, ({ redemptionRate }) =>
        redemptionRate === null ? '' : percent(redemptionRate),
      ),
      number('discount', t('field.cost'), 110, ({ discount }) => format.money(discount)),
      number('budgetLeft', t('field.budgetLeft'), 120, ({ budgetLeft }) =>
        budgetLeft ? format.money(budgetLeft) : '',
      ),
      text('createdAt', t('field.createdAt'), 140, ({ createdAt }) => format.dateTime(createdAt)),
    ];
    return columns;
  }, [t, format]);
}

/** A share in whole and tenths of a hundredth: `12.5%`. */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
