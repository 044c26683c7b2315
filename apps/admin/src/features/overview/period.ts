import type { Interval } from '../../gql/graphql.ts';
import { addDays } from '../../shared/format/zoned.ts';

export const presets = ['7', '30', '90', '365'] as const;
export type Preset = (typeof presets)[number];
export const intervals = ['DAY', 'WEEK', 'MONTH'] as const satisfies Interval[];

/** Both ends belong to it; the period before has the same length and ends the day before. */
export interface Period {
  from: string;
  to: string;
  beforeFrom: string;
  beforeTo: string;
  interval: Interval;
  /** The preset it comes from; undefined when days were chosen. */
  preset: Preset | undefined;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** Steps fine enough to show something, coarse enough to be read. */
function fitting(length: number): Interval {
  if (length <= 62) return 'DAY';
  return length <= 366 ? 'WEEK' : 'MONTH';
}

/**
 * The period an address names by `days`, or by `from` and `to`; otherwise the last 30 days.
 * @param last the last day that is worth looking at: today, or the brand's last order where that is long past
 */
export function readPeriod(params: URLSearchParams, last: string): Period {
  const preset = presets.find((one) => one === params.get('days'));
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? ''];
  const chosen = !preset && day.test(from) && day.test(to) && from <= to;
  const span = chosen ? { from, to } : { from: addDays(last, 1 - Number(preset ?? '30')), to: last };
  const length = days(span.from, span.to);
  const interval = intervals.find((one) => one === params.get('interval')) ?? fitting(length);
  return {
    ...span,
    beforeFrom: addDays(span.from, -length),
    beforeTo: addDays(span.from, -1),
    interval,
    preset: chosen ? undefined : (preset ?? '30'),
  };
}
