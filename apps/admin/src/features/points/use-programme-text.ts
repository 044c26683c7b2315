import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import type { ProgrammeField, ProgrammeValues } from './programme-values.ts';

/** One rule of points as a sentence, to be read and compared. */
export function useProgrammeText(
  currency: string,
): (values: ProgrammeValues, field: ProgrammeField) => string {
  const { t } = useTranslation(['points', 'common']);
  const format = useFormat();
  return (values, field) => {
    switch (field) {
      case 'expiry': {
        const { expiry, expiryMonths, expiryMonth, expiryDay } = values;
        if (expiry === 'NEVER') return t('programme.words.NEVER');
        if (expiry === 'ON_DATE')
          return t('programme.words.ON_DATE', { date: dayOfYear(Number(expiryMonth), Number(expiryDay)) });
        return t(`programme.words.${expiry}`, { months: Number(expiryMonths) });
      }
      case 'pendingDays':
        return t('programme.days', { count: Number(values.pendingDays) });
      case 'belowZero':
        return values.belowZero ? t('common:state.yes') : t('common:state.no');
      case 'approval':
        return values.needsApproval
          ? t('programme.above', { points: Number(values.approvalAbove) })
          : t('programme.none');
      case 'value':
        return t('programme.value', {
          points: Number(values.valuePoints),
          value: format.money({ amount: values.value.trim(), currency }),
        });
    }
  };
}

/** A day of any year in words; the last of the month where it has fewer. */
function dayOfYear(month: number, day: number): string {
  const leapYear = 2024;
  const last = new Date(Date.UTC(leapYear, month, 0)).getUTCDate();
  const language = currentLocale() === 'en' ? 'en-GB' : 'zh-CN';
  return new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(leapYear, month - 1, Math.min(day, last)),
  );
}
