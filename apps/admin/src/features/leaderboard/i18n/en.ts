import type { Translated } from '../../../shared/i18n/catalogue.ts';
import type { messages as source } from './zh-cn.ts';

export const messages: Translated<typeof source> = {
  by: 'By what',
  of: 'Of which time',
  board: { POINTS: 'Points earned', ENGAGEMENT: 'Engagement' },
  period: { DAY: 'Today', WEEK: 'This week', MONTH: 'This month', EVER: 'All time' },
  unit: { POINTS: 'Points', ENGAGEMENT: 'Events' },
  lead: 'The first hundred; who came to the same shares a rank. Who opted out isn’t shown; members see only the first character of each other’s names.',
  rank: 'Rank',
  member: 'Member',
  unnamed: 'Unnamed member',
  empty: {
    title: 'Nobody on this leaderboard yet',
    text: 'Members come here once they earn points, check in, share or review.',
  },
};
