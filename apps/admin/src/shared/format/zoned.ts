/** Minutes that a zone is ahead of UTC at a moment. */
function offsetMinutes(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((local - moment) / 60_000);
}

/** The moment (ISO, UTC) at which clocks of a time zone show a day and minute (`2024-03-05T18:30`). */
export function momentAt(local: string, timeZone: string): string {
  const naive = Date.parse(`${local}:00Z`);
  let moment = naive - offsetMinutes(naive, timeZone) * 60_000;
  // Once more, in case the clocks are changed between the two.
  moment = naive - offsetMinutes(moment, timeZone) * 60_000;
  return new Date(moment).toISOString();
}

/** What clocks of a time zone show at a moment, to the minute: `2024-03-05T18:30`. */
export function localAt(moment: string, timeZone: string): string {
  const at = Date.parse(moment);
  return new Date(at + offsetMinutes(at, timeZone) * 60_000).toISOString().slice(0, 16);
}

/** The moment (ISO, UTC) at which a day (`2024-03-05`) begins in a time zone. */
export function startOfDay(day: string, timeZone: string): string {
  return momentAt(`${day}T00:00`, timeZone);
}

/** `2024-03-05` moved by a number of days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The last moment of a day in a time zone. */
export function endOfDay(day: string, timeZone: string): string {
  return new Date(Date.parse(startOfDay(addDays(day, 1), timeZone)) - 1).toISOString();
}

/** Which day it is at a moment in a time zone. */
export function dayIn(timeZone: string, moment: number = Date.now()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
}
