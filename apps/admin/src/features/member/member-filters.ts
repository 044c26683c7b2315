import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentPurpose, Gender, MemberFilter, MemberSort, Source } from '../../gql/graphql.ts';
import { endOfDay, startOfDay } from '../../shared/format/zoned.ts';
import { type Filter, readList, readRange } from '../../shared/list/filter.ts';
import { TagsDocument } from './member.graphql.ts';

export const genders = ['FEMALE', 'MALE', 'OTHER', 'UNKNOWN'] as const satisfies Gender[];
const sources = ['IMPORT', 'API', 'MINI_PROGRAM', 'MANUAL', 'DEMO'] as const satisfies Source[];
export const purposes = [
  'MEMBERSHIP',
  'MARKETING_SMS',
  'MARKETING_EMAIL',
  'MARKETING_WECHAT',
  'PERSONALISATION',
  'SHARING',
  'SENSITIVE_DATA',
] as const satisfies ConsentPurpose[];
const orders = [
  'JOINED_AT_DESC',
  'JOINED_AT_ASC',
  'SPENT_DESC',
  'SPENT_ASC',
  'ORDER_COUNT_DESC',
  'ORDER_COUNT_ASC',
  'LAST_ORDER_AT_DESC',
  'LAST_ORDER_AT_ASC',
] as const satisfies MemberSort[];

/** What members can be narrowed by. */
export function useMemberFilters(): Filter[] {
  const { t } = useTranslation(['member', 'common']);
  const { data } = useQuery(TagsDocument);
  const tags = data?.tags;
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'tags',
        label: t('field.tags'),
        options: (tags ?? []).map(({ id, name, memberCount }) => ({
          value: id,
          label: `${name} (${memberCount})`,
        })),
      },
      {
        kind: 'choice',
        id: 'gender',
        label: t('field.gender'),
        options: genders.map((value) => ({ value, label: t(`common:gender.${value}`) })),
      },
      { kind: 'text', id: 'province', label: t('field.province'), placeholder: t('filter.listPlaceholder') },
      { kind: 'text', id: 'city', label: t('field.city'), placeholder: t('filter.listPlaceholder') },
      {
        kind: 'choice',
        id: 'source',
        label: t('field.source'),
        options: sources.map((value) => ({ value, label: t(`common:source.${value}`) })),
      },
      { kind: 'dates', id: 'joined', label: t('field.joinedAt') },
      { kind: 'dates', id: 'lastOrder', label: t('field.lastOrderAt') },
      { kind: 'numbers', id: 'orders', label: t('field.orderCount') },
      { kind: 'numbers', id: 'spent', label: t('field.spent') },
      {
        kind: 'choice',
        id: 'consent',
        single: true,
        label: t('filter.consent'),
        options: purposes.map((value) => ({ value, label: t(`purpose.${value}`) })),
      },
    ],
    [t, tags],
  );
}

function known<Value extends string>(values: readonly Value[], text: string | null): Value[] {
  return readList(text).flatMap((one) => values.find((value) => value === one) ?? []);
}
function words(text: string | null): string[] {
  return (text ?? '').split(/[,\uFF0C、\s]+/).filter(Boolean);
}
function numbers(text: string | null): { min: number | null; max: number | null } {
  const { from, to } = readRange(text);
  const number = (value: string | undefined) =>
    value && Number.isFinite(Number(value)) ? Number(value) : null;
  return { min: number(from), max: number(to) };
}

/** The filter that an address asks for; days are those of the brand's time zone. */
export function memberFilter(value: (id: string) => string | null, timeZone: string): MemberFilter | null {
  const filter: MemberFilter = {};
  const days = (id: string) => {
    const { from, to } = readRange(value(id));
    return { from: from ? startOfDay(from, timeZone) : null, to: to ? endOfDay(to, timeZone) : null };
  };
  const gender = known(genders, value('gender'));
  const source = known(sources, value('source'));
  const [consent] = known(purposes, value('consent'));
  const spent = numbers(value('spent'));
  if (gender.length > 0) filter.gender = gender;
  if (source.length > 0) filter.source = source;
  if (consent) filter.hasConsent = consent;
  if (value('tags')) filter.tagIds = readList(value('tags'));
  if (value('province')) filter.province = words(value('province'));
  if (value('city')) filter.city = words(value('city'));
  if (value('joined')) filter.joinedAt = days('joined');
  if (value('lastOrder')) filter.lastOrderAt = days('lastOrder');
  if (value('orders')) filter.orderCount = numbers(value('orders'));
  if (value('spent'))
    filter.spent = { min: spent.min?.toFixed(2) ?? null, max: spent.max?.toFixed(2) ?? null };
  return Object.keys(filter).length > 0 ? filter : null;
}

export function memberOrder(sort: string): MemberSort[] {
  return [orders.find((order) => order === sort) ?? 'JOINED_AT_DESC'];
}
