export const boards = ['points', 'engagement'] as const;
export type Board = (typeof boards)[number];

export const boardPeriods = ['day', 'week', 'month', 'ever'] as const;
export type BoardPeriod = (typeof boardPeriods)[number];

/** Most that are shown of a leaderboard. */
export const mostPlaces = 100;

/** The first day of the period in which a day of the calendar lies, as it is stored; weeks begin on Mondays. */
export function periodStart(period: BoardPeriod, date: string): string {
  if (period === 'ever') return '0001-01-01';
  if (period === 'month') return `${date.slice(0, 7)}-01`;
  if (period === 'day') return date;
  const day = new Date(date);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
