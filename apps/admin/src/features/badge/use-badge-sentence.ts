import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Badge } from './badge-values.ts';

/** How a badge is earned, in words; and the period of an award. */
export function useBadgeSentence() {
  const { t } = useTranslation(['badge', 'common']);
  const format = useFormat();
  const of = (badge: Pick<Badge, 'criterion' | 'target' | 'amount' | 'event' | 'tierName' | 'period'>) => {
    const { criterion, amount, event, tierName, period } = badge;
    return t(`sentence.${criterion}`, {
      within: t(`within.${period}`),
      target: Number(badge.target ?? 0),
      amount: amount ? format.money(amount) : '',
      event: event ? t(`common:earningEvent.${event}`) : '',
      tier: tierName ?? '',
    });
  };
  return { of, period: (key: string) => (key === '' ? '' : t('periodOf', { key })) };
}
