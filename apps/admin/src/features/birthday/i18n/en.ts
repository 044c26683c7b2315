import type { Translated } from '../../../shared/i18n/catalogue.ts';
import type { messages as source } from './zh-cn.ts';

export const messages: Translated<typeof source> = {
  member: 'Member',
  day: 'Birthday',
  rules: 'By rules',
  gift: 'Gift of the tier',
  at: 'Kept',
  points: '{points, plural, one {# point} other {# points}}',
  unnamed: 'Unnamed member',
  empty: {
    title: 'No birthdays kept yet',
    text: 'On their birthday, members are given what the rules for birthdays and their tier give. Who was born on 29 February has theirs on the 28th of years without a 29th.',
  },
};
