import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useFormat } from '../../shared/format/use-format.ts';

/** The most points that one act moves. */
const mostPoints = 1_000_000_000;

/** A number of points as it is typed; the server checks the same. */
export function usePointsField() {
  const { t } = useTranslation('points');
  const problem = t('form.points');
  return z
    .string()
    .check(z.regex(/^\s*[1-9]\d*\s*$/, problem))
    .check(z.refine((text) => Number(text) <= mostPoints, problem));
}

/** How many points are typed; undefined as long as it is no number of points. */
export function typedPoints(text: string): number | undefined {
  return /^\s*[1-9]\d*\s*$/.test(text) && Number(text) <= mostPoints ? Number(text) : undefined;
}

/** How points are written. */
export function usePointsFormat() {
  const format = useFormat();
  return {
    /** `+300`, `−20`, `0` */
    signed: (points: number | string): string => {
      const value = Number(points);
      return value === 0 ? '0' : `${value > 0 ? '+' : '−'}${format.number(String(points).replace('-', ''))}`;
    },
    /** The last day on which what expires at a moment can be spent: it expires as the next one begins. */
    lastDay: (expiresAt: string): string => format.date(new Date(Date.parse(expiresAt) - 1).toISOString()),
  };
}
