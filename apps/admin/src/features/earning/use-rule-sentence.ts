import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { addDays, localAt } from '../../shared/format/zoned.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { useTierNames } from '../../shared/record/use-tier-names.ts';
import { useSession } from '../../shared/session/session.tsx';
import type { RuleContent } from './rules.ts';

const mostNamed = 3;

/**
 * A rule as a sentence: `×2 on tmall from 1 Nov to 12 Nov, at most 500 points a day`. Undefined as long as it doesn't
 * say how much it gives. When it began is left out of one that goes on without end.
 */
export function useRuleSentence(): (rule: RuleContent) => string | undefined {
  const { t } = useTranslation('earning');
  const format = useFormat();
  const { timeZone } = useSession().brand;
  const { nameOf } = useTierNames();

  const list = (values: string[]) => {
    const named = values.slice(0, mostNamed);
    const more = values.length - named.length;
    return new Intl.ListFormat(currentLocale(), { type: 'disjunction' }).format(
      more > 0 ? [...named, t('sentence.others', { count: more })] : named,
    );
  };
  const gives = ({ event, effect, points, per, factor }: RuleContent) => {
    if (effect === 'MULTIPLIER')
      return factor === null ? undefined : t('sentence.factor', { factor: format.number(factor / 100) });
    if (points === null) return undefined;
    const given = { points: Number(points), effect };
    if (per) return t('sentence.perAmount', { ...given, per: format.money(per) });
    return event === 'ORDER_PAID' ? t('sentence.perOrder', given) : t('sentence.each', given);
  };
  /** A day when it begins at its midnight; an end at midnight is the day before, as people say it. */
  const said = (moment: string, end: boolean) => {
    const [day = '', clock] = localAt(moment, timeZone).split('T');
    if (clock !== '00:00') return format.dateTime(moment);
    return format.day(end ? addDays(day, -1) : day);
  };
  const time = ({ startsAt, endsAt }: RuleContent) => {
    if (startsAt && endsAt)
      return t('sentence.between', { from: said(startsAt, false), to: said(endsAt, true) });
    if (endsAt) return t('sentence.until', { to: said(endsAt, true) });
    return startsAt && Date.parse(startsAt) > Date.now()
      ? t('sentence.from', { from: said(startsAt, false) })
      : '';
  };
  const limits = ({ dailyPoints, dailyTimes }: RuleContent) => {
    const points = Number(dailyPoints);
    const times = Number(dailyTimes);
    if (dailyPoints !== null && dailyTimes !== null) return t('sentence.both', { points, times });
    if (dailyPoints !== null) return t('sentence.points', { points });
    return dailyTimes === null ? '' : t('sentence.times', { times });
  };
  return (rule) => {
    const what = gives(rule);
    if (!what) return undefined;
    return t('sentence.whole', {
      gives: what,
      channels: rule.channels.length > 0 ? t('sentence.channels', { list: list(rule.channels) }) : '',
      skus: rule.skus.length > 0 ? t('sentence.skus', { list: list(rule.skus) }) : '',
      minimum: rule.minimum
        ? t('sentence.minimum', {
            kind: rule.effect === 'MULTIPLIER' || rule.per ? 'any' : 'order',
            minimum: format.money(rule.minimum),
          })
        : '',
      tiers: rule.tierIds.length > 0 ? t('sentence.tiers', { list: list(rule.tierIds.map(nameOf)) }) : '',
      time: time(rule),
      limits: limits(rule),
    });
  };
}
