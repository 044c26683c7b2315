/** How many days back birthdays are made up for that passed while nothing ran. */
export const mostDaysLate = 3;
/** Within so many days a member's birthday is kept once, whatever becomes of the date or of the member. */
export const daysApart = 300;

const day = 86_400_000;

/**
 * The birthdays that are kept on a day of the calendar, as month and day in one number: 1231 on 31 December. Who was born
 * on 29 February has theirs on 28 February in years that have no 29th: on the last day of the month that they were born in.
 */
export function birthdaysOn(date: string): number[] {
  const own = Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));
  return own === 228 && !isLeap(Number(date.slice(0, 4))) ? [228, 229] : [own];
}

/**
 * The days of which birthdays are to be looked for today, the earliest first: those since `keptThrough`, but none that is
 * more than three days past, and today always. A day is done with when it was gone through after its end, for until then
 * members may still say that it is theirs. Without `keptThrough` it begins with today.
 */
export function daysToKeep(today: string, keptThrough: string | null): string[] {
  const end = Date.parse(today);
  const since = keptThrough === null ? end : Date.parse(keptThrough) + day;
  const first = Math.min(end, Math.max(since, end - mostDaysLate * day));
  return Array.from({ length: (end - first) / day + 1 }, (_, n) =>
    new Date(first + n * day).toISOString().slice(0, 10),
  );
}

/** The day before one of the calendar. */
export function dayBefore(date: string): string {
  return new Date(Date.parse(date) - day).toISOString().slice(0, 10);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
