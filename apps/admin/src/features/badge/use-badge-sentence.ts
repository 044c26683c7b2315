import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Badge } from './badge-values.ts';

/** How a badge is earned, in words. */
export function useBadgeSentence() {
  const { t } = useTranslation(['badge', 'common']);
  const format = useFormat();
  return (
    badge: Pick<Badge, 'criterion' | 'target' | 'amount' | 'event' | 'tierName' | 'period'>,
  ): string => {
    const { criterion, amount, event, tierName, period } = badge;
    return t(`sentence.${criterion}`, {
      period,
      target: Number(badge.target ?? 0),
      amount: amount ? format.money(amount) : '',
      event: event ? t(`common:earningEvent.${event}`) : '',
      tier: tierName ?? '',
    });
  };
}
