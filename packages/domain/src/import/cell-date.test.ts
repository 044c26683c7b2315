import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZoneClock } from '../foundation/zone-clock.ts';
import { type DateReading, dateEvidence, readDate, readDateTime } from './cell-date.ts';

const shanghai = new ZoneClock('Asia/Shanghai');
const reading: DateReading = {
  clock: shanghai,
  order: null,
  epoch: 1900,
  now: new Date('2030-01-01T00:00:00Z'),
};

const instant = (text: string, over: Partial<DateReading> = {}) => {
  const result = readDateTime(text, { ...reading, ...over });
  return result.ok ? result.value.instant.toISOString() : result.code;
};

describe('reading dates', () => {
  it.each([
    ['2024-03-01', '2024-02-29T16:00:00.000Z'],
    ['2024/3/1', '2024-02-29T16:00:00.000Z'],
    ['2024.3.1', '2024-02-29T16:00:00.000Z'],
    ['20240301', '2024-02-29T16:00:00.000Z'],
    ['2024年3月1日', '2024-02-29T16:00:00.000Z'],
    ['２０２４－０３－０１', '2024-02-29T16:00:00.000Z'],
    ['2024年3月1日 星期五 10时30分', '2024-03-01T02:30:00.000Z'],
    ['2024-03-01 10:30', '2024-03-01T02:30:00.000Z'],
    ['2024-03-01 10:30:15', '2024-03-01T02:30:15.000Z'],
    ['2024-03-01T10:30:15.250', '2024-03-01T02:30:15.250Z'],
    ['2024-03-01T10:30:15Z', '2024-03-01T10:30:15.000Z'],
    ['2024-03-01T10:30:15+02:00', '2024-03-01T08:30:15.000Z'],
    ['2024-03-01 10:30:15 -0500', '2024-03-01T15:30:15.000Z'],
    ['2024-03-01 10:30:15 UTC', '2024-03-01T10:30:15.000Z'],
    ['20240301103015', '2024-03-01T02:30:15.000Z'],
    ['202403011030', '2024-03-01T02:30:00.000Z'],
    ['2024/3/1 下午 3:05', '2024-03-01T07:05:00.000Z'],
    ['2024/3/1 上午12:05', '2024-02-29T16:05:00.000Z'],
    ['3/14/2024 3:05 PM', '2024-03-14T07:05:00.000Z'],
    ['14/03/2024', '2024-03-13T16:00:00.000Z'],
    ['3/14/24', '2024-03-13T16:00:00.000Z'],
    ['14.03.2024', '2024-03-13T16:00:00.000Z'],
    ['03/03/2024', '2024-03-02T16:00:00.000Z'],
    ['1 Mar 2024', '2024-02-29T16:00:00.000Z'],
    ['01-Mar-24', '2024-02-29T16:00:00.000Z'],
    ['March 1, 2024', '2024-02-29T16:00:00.000Z'],
    ['Fri Mar 01 2024 10:00:00 GMT+0800 (China Standard Time)', '2024-03-01T02:00:00.000Z'],
    ['1709260215', '2024-03-01T02:30:15.000Z'],
    ['1709260215250', '2024-03-01T02:30:15.250Z'],
    ['45352', '2024-02-29T16:00:00.000Z'],
    ['45352.4375', '2024-03-01T02:30:00.000Z'],
  ])('%s', (text, expected) => expect(instant(text)).toBe(expected));

  it.each([
    ['2024-02-30', 'DATE_INVALID'],
    ['2023-02-29', 'DATE_INVALID'],
    ['2024-13-01', 'DATE_INVALID'],
    ['2024-03-01 25:00', 'DATE_INVALID'],
    ['2024-03-01 13:00 PM', 'DATE_INVALID'],
    ['2024-03-01 10:30 +25:00', 'DATE_INVALID'],
    ['31/31/2024', 'DATE_INVALID'],
    ['1 Marble 2024', 'DATE_INVALID'],
    ['yesterday', 'DATE_INVALID'],
    ['12', 'DATE_INVALID'],
    ['2024-03', 'DATE_INVALID'],
    ['03/01/2024', 'DATE_AMBIGUOUS'],
    ['2030-01-02', 'DATE_IN_FUTURE'],
    ['9999-12-31', 'DATE_IN_FUTURE'],
    ['1899-12-31', 'DATE_TOO_OLD'],
    ['0001-01-01', 'DATE_TOO_OLD'],
  ])('%s: %s', (text, code) => expect(instant(text)).toBe(code));

  it('reads day and month in the order of the column, and refuses what contradicts it', () => {
    expect(instant('03/01/2024', { order: 'dmy' })).toBe('2024-01-02T16:00:00.000Z');
    expect(instant('03/01/2024', { order: 'mdy' })).toBe('2024-02-29T16:00:00.000Z');
    expect(instant('14/03/2024', { order: 'mdy' })).toBe('DATE_INVALID');
  });

  it('keeps the date as written, whatever the zone of the brand', () => {
    const zones = ['Asia/Shanghai', 'America/New_York'].map((zone) => new ZoneClock(zone));
    const written = zones.map((clock) => readDateTime('2024-03-01 08:00', { ...reading, clock }));
    expect(written.map((result) => result.ok && result.value.written)).toEqual([
      '2024-03-01T08:00:00.000',
      '2024-03-01T08:00:00.000',
    ]);
  });

  it('reads a birthday as a day', () => {
    expect(readDate('1990/2/3', reading)).toEqual({ ok: true, value: '1990-02-03' });
    expect(readDate('29/02/2000', reading)).toEqual({ ok: true, value: '2000-02-29' });
    expect(readDate('2030-02-03', reading)).toMatchObject({ code: 'DATE_IN_FUTURE' });
  });

  it.each([
    ['2024-03-01', null],
    ['03/01/2024', 'either'],
    ['03/03/2024', null],
    ['14/03/2024', 'dmy'],
    ['03/14/2024', 'mdy'],
    ['45352', null],
  ])('%s says %s about its column', (text, evidence) => expect(dateEvidence(text)).toBe(evidence));

  it('reads every second of 130 years back in every way of writing it', () => {
    const seconds = fc.integer({ min: Date.UTC(1900, 0, 2) / 1000, max: Date.UTC(2029, 11, 30) / 1000 });
    const pad = (part: number) => String(part).padStart(2, '0');
    fc.assert(
      fc.property(seconds, (second) => {
        const date = new Date(second * 1000);
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const time = date.toISOString().slice(11, 19);
        const utc = { ...reading, clock: new ZoneClock('UTC') };
        const ways: [string, DateReading][] = [
          [`${year}-${pad(month)}-${pad(day)} ${time}`, utc],
          [`${year}/${month}/${day} ${time}`, utc],
          [`${year}年${month}月${day}日 ${time}`, utc],
          [`${year}${pad(month)}${pad(day)}${time.replaceAll(':', '')}`, utc],
          [`${month}/${day}/${year} ${time}`, { ...utc, order: 'mdy' }],
          [`${day}.${month}.${year} ${time}`, { ...utc, order: 'dmy' }],
          [`${date.toISOString().slice(0, 19)}Z`, reading],
          [date.toString().replace(/^\w+ /, ''), reading],
        ];
        for (const [text, how] of ways) {
          const result = readDateTime(text, how);
          expect([text, result.ok && result.value.instant.toISOString()]).toEqual([text, date.toISOString()]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the clock of a zone', () => {
  const berlin = new ZoneClock('Europe/Berlin');
  const at = (wall: string) => new Date(berlin.instantOf(Date.parse(`${wall}Z`))).toISOString();

  it('moves a skipped time on and takes a repeated one the first time', () => {
    expect(at('2024-03-31T01:59:59')).toBe('2024-03-31T00:59:59.000Z');
    expect(at('2024-03-31T02:30:00')).toBe('2024-03-31T01:30:00.000Z');
    expect(at('2024-03-31T03:00:00')).toBe('2024-03-31T01:00:00.000Z');
    expect(at('2024-10-27T02:30:00')).toBe('2024-10-27T00:30:00.000Z');
    expect(at('2024-10-27T03:00:00')).toBe('2024-10-27T02:00:00.000Z');
  });

  it('gives an instant that shows the same time on the wall, in every zone', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'America/St_Johns',
      'Europe/London',
      'Australia/Lord_Howe',
      'UTC',
    );
    const walls = fc.integer({ min: Date.UTC(1970, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 });
    fc.assert(
      fc.property(zones, walls, (zone, wall) => {
        const found = new ZoneClock(zone).instantOf(wall * 1000);
        const format = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        });
        const shown = Date.parse(`${format.format(found).replace(' ', 'T')}Z`);
        // A time that the zone skipped shows an hour or half an hour later.
        const skipped = shown - wall * 1000;
        expect(skipped === 0 || skipped === 3_600_000 || skipped === 1_800_000).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
