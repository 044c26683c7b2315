const DAY = 86_400_000;
const REMEMBERED_DAYS = 50_000;

/**
 * Converts the time on the wall in a zone to the instant. Offsets are remembered by day, because asking for one
 * costs far more than everything else that is done with a date.
 */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** @throws RangeError for an unknown zone */
  constructor(readonly zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /**
   * @param wall the wall time, written as milliseconds as if it were UTC
   * @returns milliseconds since 1970 UTC. A time that comes twice is the earlier one; one that is skipped moves
   *   on by as much as the clock did (as RFC 5545 and Temporal's "compatible" have it)
   */
  instantOf(wall: number): number {
    const day = Math.floor(wall / DAY);
    const before = this.#offsetOfDay(day - 1);
    const after = this.#offsetOfDay(day + 2);
    if (before === after) return wall - before;
    const early = wall - before;
    if (this.#offsetAt(early) === before) return early;
    const late = wall - after;
    return this.#offsetAt(late) === after ? late : early;
  }

  #offsetOfDay(day: number): number {
    const known = this.#offsets.get(day);
    if (known !== undefined) return known;
    if (this.#offsets.size >= REMEMBERED_DAYS) this.#offsets.clear();
    const offset = this.#offsetAt(day * DAY);
    this.#offsets.set(day, offset);
    return offset;
  }

  #offsetAt(instant: number): number {
    const fields: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(instant)) fields[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  }
}
