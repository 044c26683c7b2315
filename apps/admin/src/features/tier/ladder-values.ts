import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { GrowthPeriod, MemberEventKind, TierDowngradePolicy } from '../../gql/graphql.ts';
import { events, type LadderContent, type LadderDraft, periods, policies } from './ladders.ts';

/** A ladder as a form holds it: nothing is null, numbers are as they are typed. */
export type LadderValues = {
  tiers: { tierId: string; name: string; color: string; threshold: string }[];
  /** Growth value for each whole unit of the currency, as it is written: `1.5`. */
  perUnit: string;
  perOrder: string;
  /** Empty: none. */
  perEvent: Record<MemberEventKind, string>;
  period: GrowthPeriod;
  policy: TierDowngradePolicy;
  graceDays: string;
  warningDays: string;
  atOnce: boolean;
};

const colors = ['#8a8f98', '#9fb0c3', '#c9a227', '#5aa9c9', '#7a5cc4', '#b5486b', '#2f7d5d', '#444b57'];

/** A colour for one more tier. */
export function nextColor(count: number): string {
  return colors[count % colors.length] ?? '#8a8f98';
}

const noEvents = (): Record<MemberEventKind, string> => ({
  SIGN_UP: '',
  PROFILE_COMPLETED: '',
  BIRTHDAY: '',
  CHECK_IN: '',
  REVIEW: '',
  SHARE: '',
  REFERRAL: '',
});

/** A ladder to begin with. */
export function firstLadder(names: readonly string[]): LadderValues {
  const thresholds = ['0', '1000', '5000', '20000'];
  return {
    tiers: names.map((name, at) => ({
      tierId: '',
      name,
      color: nextColor(at),
      threshold: thresholds[at] ?? '',
    })),
    perUnit: '1',
    perOrder: '0',
    perEvent: noEvents(),
    period: 'ROLLING_YEAR',
    policy: 'ONE_STEP',
    graceDays: '30',
    warningDays: '30',
    atOnce: false,
  };
}

export function valuesOf(ladder: LadderDraft, atOnce = false): LadderValues {
  const perEvent = noEvents();
  for (const { event, growth } of ladder.perEvent) if (growth > 0) perEvent[event] = String(growth);
  return {
    tiers: ladder.tiers.map(({ id, name, color, threshold }) => ({
      tierId: id ?? '',
      name,
      color,
      threshold: String(threshold),
    })),
    perUnit: String(ladder.perUnit / 100),
    perOrder: String(ladder.perOrder),
    perEvent,
    period: ladder.period,
    policy: ladder.policy,
    graceDays: String(ladder.graceDays),
    warningDays: String(ladder.warningDays),
    atOnce,
  };
}

const most = 1_000_000;
const mostGrowth = 1_000_000_000_000_000;

function isWhole(value: string, highest: number, least = 0): boolean {
  return /^\d{1,16}$/.test(value.trim()) && Number(value) >= least && Number(value) <= highest;
}

/** What a ladder has to be before it is sent; the server checks the same and more. */
export function ladderSchema(t: TFunction<['tier', 'common']>) {
  const whole = (highest: number) =>
    z
      .string()
      .check(z.refine((value) => isWhole(value, highest), t('tier:form.whole', { least: 0, most: highest })));
  const maybe = z
    .string()
    .check(
      z.refine(
        (value) => value.trim() === '' || isWhole(value, most),
        t('tier:form.whole', { least: 0, most }),
      ),
    );
  const tier = z.object({
    tierId: z.string(),
    name: z.string().check(
      z.refine((value) => value.trim() !== '', t('common:form.required')),
      z.maxLength(30, t('common:form.tooLong', { limit: 30 })),
    ),
    color: z.string(),
    threshold: whole(mostGrowth),
  });
  return z
    .object({
      tiers: z.array(tier),
      perUnit: z
        .string()
        .check(
          z.refine(
            (value) => /^\d{1,5}([.]\d{1,2})?$/.test(value.trim()) && Number(value) * 100 <= most,
            t('tier:form.perUnit', { most: most / 100 }),
          ),
        ),
      perOrder: whole(most),
      perEvent: z.object({
        SIGN_UP: maybe,
        PROFILE_COMPLETED: maybe,
        BIRTHDAY: maybe,
        CHECK_IN: maybe,
        REVIEW: maybe,
        SHARE: maybe,
        REFERRAL: maybe,
      }),
      period: z.enum(periods),
      policy: z.enum(policies),
      graceDays: whole(365),
      warningDays: whole(365),
      atOnce: z.boolean(),
    })
    .check(
      z.check(({ value, issues }) => {
        for (const [at, { threshold, name }] of value.tiers.entries()) {
          const before = value.tiers[at - 1];
          const rises = before ? Number(threshold) > Number(before.threshold) : Number(threshold) === 0;
          const twice = value.tiers.slice(0, at).some((other) => other.name.trim() === name.trim());
          const wrong = (field: string, message: string) =>
            issues.push({ code: 'custom', message, input: value, path: ['tiers', at, field] });
          if (!rises) wrong('threshold', t('tier:form.rising'));
          if (twice) wrong('name', t('tier:form.nameTwice'));
        }
      }),
      z.refine(({ policy, graceDays }) => policy !== 'ONE_STEP' || graceDays.trim() !== '0', {
        path: ['graceDays'],
        error: t('tier:form.whole', { least: 1, most: 365 }),
      }),
    );
}

/** Of a ladder with all of it in order, what is sent; tiers stand by their thresholds. */
export function contentOf(values: LadderValues): LadderContent {
  return {
    tiers: values.tiers.map(({ tierId, name, color, threshold }) => ({
      id: tierId || null,
      name: name.trim(),
      color,
      threshold: Number(threshold),
    })),
    perUnit: Math.round(Number(values.perUnit) * 100),
    perOrder: Number(values.perOrder),
    perEvent: events.flatMap((event) => {
      const growth = Number(values.perEvent[event]);
      return growth > 0 ? [{ event, growth }] : [];
    }),
    period: values.period,
    policy: values.policy,
    graceDays: Number(values.graceDays),
    warningDays: Number(values.warningDays),
    atOnce: values.atOnce,
  };
}
