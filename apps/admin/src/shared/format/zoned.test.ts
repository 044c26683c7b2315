import { describe, expect, it } from 'vitest';
import { addDays, dayIn, endOfDay, localAt, momentAt, startOfDay } from './zoned.ts';

describe('days of a time zone', () => {
  it('begin and end at its midnight', () => {
    expect(startOfDay('2024-03-05', 'Asia/Shanghai')).toBe('2024-03-04T16:00:00.000Z');
    expect(endOfDay('2024-03-05', 'Asia/Shanghai')).toBe('2024-03-05T15:59:59.999Z');
    expect(startOfDay('2024-03-05', 'UTC')).toBe('2024-03-05T00:00:00.000Z');
  });

  it('are 23 or 25 hours long when the clocks are changed', () => {
    const length = (day: string) =>
      (Date.parse(endOfDay(day, 'Europe/Berlin')) + 1 - Date.parse(startOfDay(day, 'Europe/Berlin'))) /
      3_600_000;
    expect([length('2024-03-31'), length('2024-10-27'), length('2024-07-01')]).toEqual([23, 25, 24]);
  });

  it('are counted over the ends of months and years', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
  });

  it('depend on where one stands', () => {
    const moment = Date.parse('2024-12-31T18:00:00Z');
    expect(dayIn('Asia/Shanghai', moment)).toBe('2025-01-01');
    expect(dayIn('America/New_York', moment)).toBe('2024-12-31');
  });
});

describe('minutes of a time zone', () => {
  it('are moments, and read back as they were written', () => {
    expect(momentAt('2024-03-05T18:30', 'Asia/Shanghai')).toBe('2024-03-05T10:30:00.000Z');
    expect(localAt('2024-03-05T10:30:59.999Z', 'Asia/Shanghai')).toBe('2024-03-05T18:30');
    for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'])
      for (const local of ['2024-07-01T00:00', '2024-12-31T23:59', '2024-10-27T12:00'])
        expect(localAt(momentAt(local, zone), zone)).toBe(local);
  });
});
