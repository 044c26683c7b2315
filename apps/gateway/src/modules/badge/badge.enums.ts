import type {
  BadgeCriterion as CriterionName,
  BadgeIcon as IconName,
  BadgePeriod as PeriodName,
} from '@kolony/domain/badge/badge.rules';
import { registerEnumType } from 'type-graphql';

export const BadgeCriterion = {
  BY_HAND: 'by_hand',
  ORDERS: 'orders',
  SPEND: 'spend',
  EVENTS: 'events',
  POINTS: 'points',
  STREAK: 'streak',
  TIER: 'tier',
} as const satisfies Record<Uppercase<CriterionName>, CriterionName>;
registerEnumType(BadgeCriterion, {
  name: 'BadgeCriterion',
  description: 'How a badge is earned. Any can also be given by hand.',
  valuesConfig: {
    BY_HAND: { description: 'By operators alone.' },
    ORDERS: { description: 'By so many paid orders.' },
    SPEND: { description: 'By what they spent, less refunds.' },
    EVENTS: { description: 'By so many events of a kind.' },
    POINTS: { description: 'By so many points that were earned, less those taken back.' },
    STREAK: { description: 'By check-ins on so many days in a row.' },
    TIER: { description: 'By being in a tier, or in a higher one.' },
  },
});

export const BadgePeriod = { EVER: 'ever', YEAR: 'year', MONTH: 'month' } as const satisfies Record<
  Uppercase<PeriodName>,
  PeriodName
>;
registerEnumType(BadgePeriod, {
  name: 'BadgePeriod',
  description: 'Within what a badge is earned, by the calendar of the brand’s time zone.',
  valuesConfig: {
    EVER: { description: 'All of the membership: it is had once.' },
    YEAR: { description: 'A year: it can be had once in each.' },
    MONTH: { description: 'A month: it can be had once in each.' },
  },
});

export const BadgeIcon = {
  STAR: 'star',
  HEART: 'heart',
  FLAME: 'flame',
  CROWN: 'crown',
  MEDAL: 'medal',
  LEAF: 'leaf',
  GIFT: 'gift',
  ROCKET: 'rocket',
  CHAT: 'chat',
  SUN: 'sun',
} as const satisfies Record<Uppercase<IconName>, IconName>;
registerEnumType(BadgeIcon, {
  name: 'BadgeIcon',
  description: 'The picture on a badge.',
  valuesConfig: Object.fromEntries(
    Object.entries(BadgeIcon).map(([name, what]) => [name, { description: `A ${what}.` }]),
  ),
});
