import { useFormat } from '../../shared/format/use-format.ts';

/** The last day on which a coupon is valid that expires at a moment, which is the beginning of the next. */
export function useLastDay(): (expiresAt: string) => string {
  const format = useFormat();
  return (expiresAt) => format.date(new Date(Date.parse(expiresAt) - 1).toISOString());
}
