import type { Translated } from '../../../shared/i18n/catalogue.ts';
import type { messages as source } from './zh-cn.ts';

export const messages: Translated<typeof source> = {
  period: '{from} to {to}',
  comparedWith: 'compared with {from} to {to}',
  stale: 'the latest order is of {date}, so the period ends there',
  metric: {
    gmv: 'GMV',
    settledGmv: 'Settled GMV',
    orders: 'Orders',
    averageOrder: 'Average order',
    newMembers: 'New members',
    members: 'All members',
  },
  definition: {
    gmv: 'Total of the orders paid in the period, before refunds; pending and cancelled ones don’t count.',
    settledGmv: 'GMV less refunds.',
    orders: 'Orders placed in the period and paid.',
    averageOrder: 'GMV divided by orders.',
    newMembers: 'Members who joined in the period.',
    members: 'All members as of today, whatever the period.',
  },
  tile: { before: 'from {value}', today: 'as of today' },
  chart: { before: 'Period before' },
  picker: {
    period: 'Period',
    interval: 'Steps',
    last7: '7 days',
    last30: '30 days',
    last90: '90 days',
    last365: '1 year',
    DAY: 'Day',
    WEEK: 'Week',
    MONTH: 'Month',
    days: 'Choose days',
  },
  programme: {
    title: 'Set up the programme',
    lead: 'In this order; then members earn points, climb tiers, take rewards and use coupons.',
    hide: 'Don’t show this any more',
    done: 'Set up',
    step: { rules: 'Earning rules', tiers: 'Tiers', rewards: 'Rewards', coupons: 'Coupons' },
    hint: {
      rules: 'What members get points for, such as 1 for each 1 spent',
      tiers: 'Which there are, how much growth value each needs, and what it grants',
      rewards: 'What can be had for points',
      coupons: 'Amounts or percentages off, issued to members',
    },
  },
  start: {
    title: 'Start with a file of orders',
    text: 'Import what your shop exports (CSV or XLSX); minutes later members, orders and GMV are here.',
    operators: 'Invite colleagues',
  },
};
