import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type {
  PointsExpiry,
  PointsProgrammeUpdateInput,
  PointsProgrammeWholeFragment as Programme,
} from '../../gql/graphql.ts';

export const expiries = [
  'AFTER_MONTHS',
  'END_OF_MONTH',
  'END_OF_YEAR',
  'ON_DATE',
  'NEVER',
] as const satisfies PointsExpiry[];

/** The rules of points as a form holds them. */
export interface ProgrammeValues {
  expiry: PointsExpiry;
  expiryMonths: string;
  expiryMonth: string;
  expiryDay: string;
  pendingDays: string;
  belowZero: boolean;
  needsApproval: boolean;
  approvalAbove: string;
  valuePoints: string;
  value: string;
}

/** The least and the most of each number; the server checks the same. */
export const ranges = {
  expiryMonths: [1, 120],
  expiryMonth: [1, 12],
  expiryDay: [1, 31],
  pendingDays: [0, 365],
  approvalAbove: [0, 1_000_000_000],
  valuePoints: [1, 1_000_000],
} as const;

export function valuesOf(programme: Programme): ProgrammeValues {
  return {
    expiry: programme.expiry,
    expiryMonths: String(programme.expiryMonths),
    expiryMonth: String(programme.expiryMonth),
    expiryDay: String(programme.expiryDay),
    pendingDays: String(programme.pendingDays),
    belowZero: programme.belowZero,
    needsApproval: programme.approvalAbove != null,
    approvalAbove: String(programme.approvalAbove ?? 1000),
    valuePoints: String(programme.valuePoints),
    value: programme.value.amount,
  };
}

/** A whole number within its range; undefined for anything else. */
export function numberIn(field: keyof typeof ranges, text: string): number | undefined {
  const [least, most] = ranges[field];
  const value = /^\s*\d+\s*$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
}

export function programmeSchema(t: TFunction<['points', 'common']>) {
  const within = (field: keyof typeof ranges) => {
    const [least, most] = ranges[field];
    return z
      .string()
      .check(
        z.refine((text) => numberIn(field, text) !== undefined, t('points:programme.range', { least, most })),
      );
  };
  return z.object({
    expiry: z.enum(expiries),
    expiryMonths: within('expiryMonths'),
    expiryMonth: within('expiryMonth'),
    expiryDay: within('expiryDay'),
    pendingDays: within('pendingDays'),
    belowZero: z.boolean(),
    needsApproval: z.boolean(),
    approvalAbove: within('approvalAbove'),
    valuePoints: within('valuePoints'),
    value: z.string().check(z.regex(/^\s*\d+([.]\d{1,4})?\s*$/, t('common:form.invalidAmount'))),
  });
}

/** What is compared and changed as one: parts of a sentence aren't kept from two people. */
export const programmeFields = ['expiry', 'pendingDays', 'belowZero', 'approval', 'value'] as const;
export type ProgrammeField = (typeof programmeFields)[number];

/** What is said by a field: numbers that its policy doesn't speak of are left out. */
function said(values: ProgrammeValues, field: ProgrammeField): string {
  const number = (text: string) => String(Number(text));
  switch (field) {
    case 'expiry': {
      const { expiry, expiryMonths, expiryMonth, expiryDay } = values;
      if (expiry === 'NEVER') return expiry;
      if (expiry === 'ON_DATE') return [expiry, number(expiryMonth), number(expiryDay)].join(' ');
      return `${expiry} ${number(expiryMonths)}`;
    }
    case 'pendingDays':
      return number(values.pendingDays);
    case 'belowZero':
      return String(values.belowZero);
    case 'approval':
      return values.needsApproval ? number(values.approvalAbove) : '';
    case 'value':
      return `${number(values.valuePoints)} ${number(values.value)}`;
  }
}

/** In what two versions of the rules differ. */
export function changedFields(before: ProgrammeValues, after: ProgrammeValues): ProgrammeField[] {
  return programmeFields.filter((field) => said(before, field) !== said(after, field));
}

/** What is sent: only the fields named, so that nobody else's changes are taken back. */
export function inputOf(
  values: ProgrammeValues,
  fields: readonly ProgrammeField[],
): Omit<PointsProgrammeUpdateInput, 'version'> {
  const input: Omit<PointsProgrammeUpdateInput, 'version'> = {};
  if (fields.includes('expiry')) {
    input.expiry = values.expiry;
    input.expiryMonths = Number(values.expiryMonths);
    input.expiryMonth = Number(values.expiryMonth);
    input.expiryDay = Number(values.expiryDay);
  }
  if (fields.includes('pendingDays')) input.pendingDays = Number(values.pendingDays);
  if (fields.includes('belowZero')) input.belowZero = values.belowZero;
  if (fields.includes('approval'))
    input.approvalAbove = values.needsApproval ? values.approvalAbove.trim() : null;
  if (fields.includes('value')) {
    input.valuePoints = Number(values.valuePoints);
    input.value = values.value.trim();
  }
  return input;
}
