import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { RewardKind, RewardLimitPeriod } from '../../gql/graphql.ts';
import { localAt, momentAt } from '../../shared/format/zoned.ts';
import { kinds, periods, type RewardContent } from './rewards.ts';

/** A reward as a form holds it: nothing is null, times are what clocks of the brand's zone show. */
export type RewardValues = {
  name: string;
  kind: RewardKind;
  /** Empty of what is no coupon. */
  couponTemplateId: string;
  points: string;
  description: string;
  /** Empty: as many as are wanted. */
  stock: string;
  /** Empty: any number. */
  memberLimit: string;
  limitPeriod: RewardLimitPeriod;
  startsAt: string;
  endsAt: string;
  /** Empty: for all. */
  tierIds: string[];
  active: boolean;
};

export const emptyReward: RewardValues = {
  name: '',
  kind: 'GIFT',
  couponTemplateId: '',
  points: '',
  description: '',
  stock: '',
  memberLimit: '',
  limitPeriod: 'EVER',
  startsAt: '',
  endsAt: '',
  tierIds: [],
  active: true,
};

/** The fields of a reward, in the order in which they are shown and compared. */
export const rewardFields = [
  'name',
  'kind',
  'couponTemplateId',
  'description',
  'points',
  'stock',
  'memberLimit',
  'limitPeriod',
  'startsAt',
  'endsAt',
  'tierIds',
  'active',
] as const satisfies (keyof RewardValues)[];

const text = (value: string | number | null) => (value === null ? '' : String(value));

export function valuesOf(reward: RewardContent, timeZone: string): RewardValues {
  return {
    name: reward.name,
    kind: reward.kind,
    couponTemplateId: reward.couponTemplate?.id ?? '',
    points: text(reward.points),
    description: reward.description,
    stock: text(reward.stock),
    memberLimit: text(reward.memberLimit),
    limitPeriod: reward.limitPeriod,
    startsAt: reward.startsAt ? localAt(reward.startsAt, timeZone) : '',
    endsAt: reward.endsAt ? localAt(reward.endsAt, timeZone) : '',
    tierIds: reward.tierIds,
    active: reward.active,
  };
}

const most = 1_000_000_000;
const mostForOne = 1_000_000;

function whole(value: string, least: number, highest: number): number | null {
  const typed = value.trim();
  if (!/^\d{1,10}$/.test(typed)) return null;
  return Number(typed) >= least && Number(typed) <= highest ? Number(typed) : null;
}

/** What a reward has to be before it is sent; the server checks the same and more. */
export function rewardSchema(t: TFunction<['reward', 'common']>) {
  const number = (least: number, highest: number) =>
    z
      .string()
      .check(
        z.refine(
          (value) => value.trim() === '' || whole(value, least, highest) !== null,
          t('reward:form.whole', { least, most: highest }),
        ),
      );
  return z
    .object({
      name: z.string().check(
        z.refine((value) => value.trim() !== '', t('common:form.required')),
        z.maxLength(60, t('common:form.tooLong', { limit: 60 })),
      ),
      kind: z.enum(kinds),
      couponTemplateId: z.string(),
      points: number(1, most).check(z.refine((value) => value.trim() !== '', t('common:form.required'))),
      description: z.string().check(z.maxLength(2000, t('common:form.tooLong', { limit: 2000 }))),
      stock: number(0, most),
      memberLimit: number(1, mostForOne),
      limitPeriod: z.enum(periods),
      startsAt: z.string(),
      endsAt: z.string(),
      tierIds: z.array(z.string()),
      active: z.boolean(),
    })
    .check(
      z.refine((values) => values.kind !== 'COUPON' || values.couponTemplateId !== '', {
        path: ['couponTemplateId'],
        error: t('common:form.required'),
      }),
      z.refine((values) => !values.startsAt || !values.endsAt || values.startsAt < values.endsAt, {
        path: ['endsAt'],
        error: t('reward:form.period'),
      }),
    );
}

/** What values say. A time that wasn't touched stays to the second. */
export function contentOf(
  values: RewardValues,
  before: RewardContent | undefined,
  timeZone: string,
): RewardContent {
  const moment = (field: 'startsAt' | 'endsAt') => {
    const was = before?.[field];
    if (was && localAt(was, timeZone) === values[field]) return was;
    return values[field] ? momentAt(values[field], timeZone) : null;
  };
  return {
    name: values.name.trim(),
    kind: values.kind,
    couponTemplate:
      values.kind === 'COUPON' && values.couponTemplateId ? { id: values.couponTemplateId } : null,
    points: whole(values.points, 1, most) ?? 0,
    description: values.description.trim(),
    stock: whole(values.stock, 0, most),
    memberLimit: whole(values.memberLimit, 1, mostForOne),
    limitPeriod: values.limitPeriod,
    startsAt: moment('startsAt'),
    endsAt: moment('endsAt'),
    tierIds: values.tierIds,
    active: values.active,
  };
}
