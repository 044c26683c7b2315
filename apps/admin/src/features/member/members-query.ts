import type {
  ConsentPurpose,
  Gender,
  LifecycleStage,
  MemberFilter,
  MemberSort,
  RfmFilter,
  RfmGroupCode,
  Source,
} from '../../gql/graphql.ts';
import { EarlyAnswer } from '../../shared/api/ahead.ts';
import { firstPage } from '../../shared/api/list-page.ts';
import { endOfDay, startOfDay } from '../../shared/format/zoned.ts';
import { columnsAsked } from '../../shared/list/column.ts';
import { readList, readRange } from '../../shared/list/filter.ts';
import { MembersDocument } from './members.graphql.ts';

export const genders = ['FEMALE', 'MALE', 'OTHER', 'UNKNOWN'] as const satisfies Gender[];
export const sources = ['IMPORT', 'API', 'MINI_PROGRAM', 'MANUAL', 'DEMO'] as const satisfies Source[];
export const purposes = [
  'MEMBERSHIP',
  'MARKETING_SMS',
  'MARKETING_EMAIL',
  'MARKETING_WECHAT',
  'PERSONALISATION',
  'SHARING',
  'SENSITIVE_DATA',
] as const satisfies ConsentPurpose[];
export const stages = ['NEW', 'GROWING', 'MATURE', 'DORMANT'] as const satisfies LifecycleStage[];
const groups = [
  'CHAMPIONS',
  'LOYAL',
  'POTENTIAL_LOYALISTS',
  'NEW_CUSTOMERS',
  'PROMISING',
  'NEEDS_ATTENTION',
  'ABOUT_TO_SLEEP',
  'AT_RISK',
  'CANT_LOSE',
  'HIBERNATING',
  'LOST',
] as const satisfies RfmGroupCode[];
/** What is scored of members, as the address has it. */
export const dimensions = ['recency', 'frequency', 'monetary'] as const;
export const scores = ['5', '4', '3', '2', '1'] as const;
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

export const defaultMemberSort = 'JOINED_AT_DESC';
export const defaultMemberColumns = [
  'name',
  'phone',
  'region',
  'tags',
  'orderCount',
  'spent',
  'lastOrderAt',
  'joinedAt',
];

/** What is asked for, by what the address says and which columns are shown. */
export function memberVariables(value: (id: string) => string | null, shown: string[], timeZone: string) {
  return {
    search: value('q'),
    filter: memberFilter(value, timeZone),
    orderBy: memberOrder(value('sort') ?? defaultMemberSort),
    withIdentities: shown.some((id) => id === 'phone' || id === 'email' || id === 'externalId'),
    withTags: shown.includes('tags'),
    withRfm: shown.includes('rfmGroup') || shown.includes('rfmScores'),
    withStage: shown.includes('stage'),
    withPoints: shown.includes('points'),
    withTier: shown.includes('tier'),
  };
}

/** The same for the page that an address leads to. */
export function membersOfAddress(params: URLSearchParams, timeZone: string) {
  const shown = columnsAsked('members', params)?.split(',') ?? defaultMemberColumns;
  return memberVariables((id) => params.get(id), shown, timeZone);
}

export const earlyMembers = new EarlyAnswer(MembersDocument);

/** Asks for the first members as soon as the address is known; days need the zone of the brand, which isn't yet. */
export function askForMembers(params: URLSearchParams, brandId: string | undefined): void {
  if (params.has('joined') || params.has('lastOrder')) return;
  const page = firstPage(params.get('after') ?? undefined);
  earlyMembers.ask({ ...membersOfAddress(params, 'UTC'), ...page }, brandId);
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
  const rfm = rfmFilter(value);
  const stage = known(stages, value('stage'));
  if (value('tier')) filter.tierIds = readList(value('tier'));
  const ends = Number(value('tierEnds') ?? Number.NaN);
  if (Number.isInteger(ends) && ends >= 0 && ends <= 3650) filter.tierEndsWithinDays = ends;
  if (rfm) filter.rfm = rfm;
  if (stage.length > 0) filter.lifecycleStage = stage;
  return Object.keys(filter).length > 0 ? filter : null;
}

function rfmFilter(value: (id: string) => string | null): RfmFilter | undefined {
  const filter: RfmFilter = {};
  const group = known(groups, value('group'));
  if (group.length > 0) filter.groups = group;
  for (const dimension of dimensions) {
    const chosen = known(scores, value(dimension)).map(Number);
    if (chosen.length > 0) filter[dimension] = chosen;
  }
  return Object.keys(filter).length > 0 ? filter : undefined;
}

export function memberOrder(sort: string): MemberSort[] {
  return [orders.find((order) => order === sort) ?? 'JOINED_AT_DESC'];
}
