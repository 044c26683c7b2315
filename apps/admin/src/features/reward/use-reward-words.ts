import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { addDays, localAt } from '../../shared/format/zoned.ts';
import { useTierNames } from '../../shared/record/use-tier-names.ts';
import { useSession } from '../../shared/session/session.tsx';
import type { RewardValues } from './reward-values.ts';
import type { RewardContent } from './rewards.ts';

/** What a reward says of itself, in words. */
export function useRewardWords() {
  const { t } = useTranslation(['reward', 'common']);
  const format = useFormat();
  const { timeZone } = useSession().brand;
  const { nameOf } = useTierNames();
  /** A day when it begins at its midnight; an end at midnight is the day before, as people say it. */
  const said = (moment: string, end: boolean) => {
    const [day = '', clock] = localAt(moment, timeZone).split('T');
    if (clock !== '00:00') return format.dateTime(moment);
    return format.day(end ? addDays(day, -1) : day);
  };
  return {
    /** From when to when it is to be had; empty where that isn't bounded. */
    window: ({ startsAt, endsAt }: Pick<RewardContent, 'startsAt' | 'endsAt'>): string => {
      if (startsAt && endsAt)
        return t('window.between', { from: said(startsAt, false), to: said(endsAt, true) });
      if (startsAt) return t('window.from', { from: said(startsAt, false) });
      return endsAt ? t('window.until', { to: said(endsAt, true) }) : '';
    },
    /** How many a member may have; empty where that isn't bounded. */
    limit: ({ memberLimit, limitPeriod }: Pick<RewardContent, 'memberLimit' | 'limitPeriod'>): string =>
      memberLimit === null ? '' : t(`limit.${limitPeriod}`, { count: memberLimit }),
    /** For which tiers it is; empty where it is for all. */
    tiers: ({ tierIds }: Pick<RewardContent, 'tierIds'>): string => tierIds.map(nameOf).join('、'),
    field: (name: keyof RewardValues): string => t(`field.${name}`),
    /** A value of the form, to be read and compared. */
    value: (values: RewardValues, name: keyof RewardValues): string => {
      if (name === 'kind') return t(`common:rewardKind.${values.kind}`);
      if (name === 'limitPeriod') return t(`common:limitPeriod.${values.limitPeriod}`);
      if (name === 'active') return values.active ? t('common:state.yes') : t('common:state.no');
      if (name === 'tierIds') return values.tierIds.map(nameOf).join('、');
      const value = values[name];
      return name === 'startsAt' || name === 'endsAt' ? value.replace('T', ' ') : value;
    },
  };
}
