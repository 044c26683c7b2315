import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Benefit } from './benefits.ts';

type Said = Pick<
  Benefit,
  'kind' | 'percent' | 'factor' | 'times' | 'period' | 'contact' | 'points' | 'hours'
>;

/** What a benefit gives, in words. */
export function useBenefitWords(): (benefit: Said) => string {
  const { t } = useTranslation('tier');
  const format = useFormat();
  return ({ kind, percent, factor, times, period, contact, points, hours }) => {
    switch (kind) {
      case 'DISCOUNT':
        return t('gives.DISCOUNT', {
          percent: percent ?? 0,
          fold: format.number((100 - (percent ?? 0)) / 10),
        });
      case 'POINTS_MULTIPLIER':
        return t('gives.POINTS_MULTIPLIER', { factor: format.number((factor ?? 100) / 100) });
      case 'FREE_SHIPPING':
        return t(`gives.FREE_SHIPPING.${period ?? 'YEAR'}`, { count: times ?? 0 });
      case 'PRIORITY':
        return t('gives.PRIORITY');
      case 'DEDICATED_CONTACT':
        return t('gives.DEDICATED_CONTACT', { contact: contact ?? '' });
      case 'BIRTHDAY_GIFT':
        return t('gives.BIRTHDAY_GIFT', { points: Number(points ?? 0) });
      case 'EARLY_ACCESS':
        return t('gives.EARLY_ACCESS', { count: hours ?? 0 });
    }
  };
}
