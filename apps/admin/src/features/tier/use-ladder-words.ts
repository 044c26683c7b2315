import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import { events, type LadderContent } from './ladders.ts';

type Terms = Pick<
  LadderContent,
  'perUnit' | 'perOrder' | 'perEvent' | 'period' | 'policy' | 'graceDays' | 'warningDays'
>;

/** What decides who is in which tier, in sentences. */
export function useLadderWords() {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const { currency } = useSession().brand;
  return {
    /** What gives growth value, and of which time. */
    growth: ({ perUnit, perOrder, perEvent, period }: Terms): string => {
      const unit = format.money({ amount: '1', currency });
      const parts = [
        ...(perUnit > 0 ? [t('words.perUnit', { unit, growth: format.number(perUnit / 100) })] : []),
        ...(perOrder > 0 ? [t('words.perOrder', { growth: perOrder })] : []),
        ...perEvent
          .filter(({ growth }) => growth > 0)
          .sort((a, b) => events.indexOf(a.event) - events.indexOf(b.event))
          .map(({ event, growth }) =>
            // Within a sentence: English writes names of events small there.
            t('words.perEvent', { event: t(`common:earningEvent.${event}`).toLowerCase(), growth }),
          ),
      ];
      if (parts.length === 0) return t('words.nothing');
      return t('words.growth', {
        list: parts.join(t('words.separator')),
        period: t(`words.period.${period}`),
      });
    },
    /** What becomes of who has too little. */
    downgrade: ({ policy, graceDays, warningDays }: Terms): string => {
      if (policy === 'NEVER') return t('words.policy.NEVER');
      const grace = t('words.grace', { count: graceDays });
      const warning = warningDays > 0 ? t('words.warning', { count: warningDays }) : t('words.noWarning');
      return t(`words.policy.${policy}`, { grace, warning });
    },
  };
}
