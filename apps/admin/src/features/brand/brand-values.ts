import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { BrandUpdateInput, BrandWholeFragment, Platform } from '../../gql/graphql.ts';

export const platforms = [
  'WECHAT',
  'WECOM',
  'MINI_PROGRAM',
  'WEIBO',
  'DOUYIN',
  'XIAOHONGSHU',
  'TMALL',
  'JD',
  'OFFLINE',
  'OTHER',
] as const satisfies Platform[];

export const limits = {
  name: 100,
  positioning: 500,
  toneOfVoice: 1000,
  story: 10_000,
  channels: 50,
} as const;

export interface ChannelValues {
  platform: Platform;
  accountName: string;
  accountId: string;
  url: string;
}

/** A brand as a form holds it: nothing is null. */
export interface BrandValues {
  name: string;
  positioning: string;
  toneOfVoice: string;
  story: string;
  logoUrl: string;
  primaryColor: string;
  secondaryColor: string;
  timeZone: string;
  currency: string;
  channels: ChannelValues[];
}

/** The fields of a brand, in the order in which they are shown and compared. */
const brandFields = [
  'name',
  'positioning',
  'toneOfVoice',
  'story',
  'logoUrl',
  'primaryColor',
  'secondaryColor',
  'channels',
  'timeZone',
  'currency',
] as const satisfies (keyof BrandValues)[];

export function valuesOf(brand: BrandWholeFragment): BrandValues {
  return {
    name: brand.name,
    positioning: brand.positioning,
    toneOfVoice: brand.toneOfVoice,
    story: brand.story,
    logoUrl: brand.logoUrl ?? '',
    primaryColor: brand.primaryColor ?? '',
    secondaryColor: brand.secondaryColor ?? '',
    timeZone: brand.timeZone,
    currency: brand.currency,
    channels: brand.channels.map(({ platform, accountName, accountId, url }) => ({
      platform,
      accountName,
      accountId,
      url: url ?? '',
    })),
  };
}

function isHttps(text: string): boolean {
  return /^https:\/\/\S+$/.test(text) && URL.canParse(text);
}

/** What a brand has to be before it is sent; the server checks the same and more. */
export function brandSchema(t: TFunction<['brand', 'common']>) {
  const text = (limit: number) => z.string().check(z.maxLength(limit, t('common:form.tooLong', { limit })));
  const required = (limit: number) =>
    text(limit).check(z.refine((value) => value.trim() !== '', t('common:form.required')));
  const address = (also: (value: string) => boolean) =>
    z
      .string()
      .check(
        z.refine(
          (value) => value.trim() === '' || also(value) || isHttps(value.trim()),
          t('common:form.invalidUrl'),
        ),
      );
  const color = z
    .string()
    .check(z.refine((value) => /^(#[0-9a-f]{6})?$/i.test(value.trim()), t('common:form.invalidColor')));
  return z.object({
    name: required(limits.name),
    positioning: text(limits.positioning),
    toneOfVoice: text(limits.toneOfVoice),
    story: text(limits.story),
    logoUrl: address((value) => value.startsWith('data:')),
    primaryColor: color,
    secondaryColor: color,
    timeZone: required(64),
    currency: required(3),
    channels: z.array(
      z.object({
        platform: z.enum(platforms),
        accountName: required(100),
        accountId: text(100),
        url: address(() => false),
      }),
    ),
  });
}

function comparable(values: BrandValues, field: keyof BrandValues): string {
  const value = values[field];
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

/** The fields in which two versions of a brand differ. */
export function changedFields(before: BrandValues, after: BrandValues): (keyof BrandValues)[] {
  return brandFields.filter((field) => comparable(before, field) !== comparable(after, field));
}

/** What is sent: only the fields named, so that nobody else's changes are taken back. */
export function inputOf(
  values: BrandValues,
  fields: (keyof BrandValues)[],
): Omit<BrandUpdateInput, 'version'> {
  const input: Omit<BrandUpdateInput, 'version'> = {};
  for (const field of fields) {
    if (field === 'channels')
      input.channels = values.channels.map(({ url, ...channel }) => ({
        ...channel,
        url: url.trim() || null,
      }));
    else input[field] = values[field].trim();
  }
  return input;
}
