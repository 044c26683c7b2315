import { userError } from '@kolony/domain/foundation/errors';
import { living } from '@kolony/domain/member/living';
import { memberSearch, mostByName } from '@kolony/domain/member/member.search';
import { chosenCells } from '@kolony/domain/rfm/rfm.groups.rules';
import { averageOf, sumOf, totalOf } from '../../reading/aggregates.ts';
import { defineList } from '../../reading/list.ts';
import { amountRange, type DateTimeRange, dateTimeRange, intRange } from '../../reading/ranges.ts';
import { type Conditions, found, type OrderTerm, type Search } from '../../reading/sources.ts';
import { badInput } from '../../server/errors.ts';
import { idsOf } from '../../server/ids.ts';
import { endsOn } from '../tier/tier.type.ts';
import { MemberFilter } from './member.filter.ts';
import { Member } from './member.type.ts';

const mostDays = 3650;

const orders = {
  JOINED_AT: { sql: 'joined_at', type: 'timestamptz' },
  SPENT: { sql: 'spent_minor', type: 'bigint' },
  ORDER_COUNT: { sql: 'order_count', type: 'bigint' },
  // Just as the index has it.
  LAST_ORDER_AT: {
    sql: (row: string) =>
      `case when ${row}.last_order_at is null then '-infinity' else ${row}.last_order_at end`,
    type: 'timestamptz',
  },
} as const satisfies Record<string, Omit<OrderTerm, 'descending'>>;

const order = (name: keyof typeof orders, descending: boolean): OrderTerm[] => [
  { ...orders[name], descending },
];

/** The members of a brand; those who were merged into another or have closed the account are none of them. */
export const memberList = defineList({
  name: 'Member',
  type: () => Member,
  where: living,
  orders: {
    JOINED_AT_DESC: order('JOINED_AT', true),
    JOINED_AT_ASC: order('JOINED_AT', false),
    SPENT_DESC: order('SPENT', true),
    SPENT_ASC: order('SPENT', false),
    ORDER_COUNT_DESC: order('ORDER_COUNT', true),
    ORDER_COUNT_ASC: order('ORDER_COUNT', false),
    LAST_ORDER_AT_DESC: order('LAST_ORDER_AT', true),
    LAST_ORDER_AT_ASC: order('LAST_ORDER_AT', false),
  },
  orderDescriptions: {
    JOINED_AT_DESC: 'Who joined last comes first.',
    JOINED_AT_ASC: 'Who joined first comes first.',
    SPENT_DESC: 'Who spent most comes first.',
    SPENT_ASC: 'Who spent least comes first.',
    ORDER_COUNT_DESC: 'Who ordered most often comes first.',
    ORDER_COUNT_ASC: 'Who ordered least often comes first.',
    LAST_ORDER_AT_DESC: 'Who ordered last comes first; those without an order come last.',
    LAST_ORDER_AT_ASC: 'Those without an order come first, then who ordered longest ago.',
  },
  filterInput: () => MemberFilter,
  filter: (filter: MemberFilter, conditions) => memberConditions(filter, conditions),
  search: (text, conditions) => searchBranches(text, conditions),
  aggregates: {
    spent: sumOf('spent_minor', 'What they have spent together, less refunds, in the currency of the brand.'),
    averageSpent: averageOf(
      'spent_minor',
      'What one has spent on average, rounded to the minor unit; null without any.',
    ),
    orderCount: totalOf(
      'order_count',
      'How many orders they have paid together; cancelled ones don’t count.',
    ),
  },
  searchDescription:
    'A name or a part of it (one Chinese character is enough), a whole phone number or e-mail address, an external id, or the number of an order.',
});

function memberConditions(filter: MemberFilter, conditions: Conditions): string[] {
  const { row, param } = conditions;
  const anyOf = (column: string, values: readonly string[] | null | undefined) =>
    values ? [`${row}.${column} = any (${param(values)}::text[])`] : [];
  return [
    ...anyOf('gender', filter.gender),
    ...anyOf('province', filter.province),
    ...anyOf('city', filter.city),
    ...anyOf('source', filter.source),
    ...(filter.tagIds
      ? [
          `exists (select from member_tag mt where mt.brand_id = ${row}.brand_id and mt.member_id = ${row}.id and mt.tag_id = any (${param(idsOf('Tag', filter.tagIds, 'tagIds'))}::uuid[]))`,
        ]
      : []),
    ...dateTimeRange(filter.joinedAt, `${row}.joined_at`, param),
    ...lastOrderConditions(filter.lastOrderAt, conditions),
    ...intRange(filter.orderCount, `${row}.order_count`, param),
    ...amountRange(filter.spent, `${row}.spent_minor`, `${row}.brand_id`, param),
    ...standingConditions(filter, conditions),
    ...tierConditions(filter, conditions),
    ...(filter.hasConsent
      ? [
          `(select c.granted from member_consent c where c.brand_id = ${row}.brand_id and c.member_id = ${row}.id and c.purpose = ${param(filter.hasConsent)} order by c.at desc, c.id desc limit 1)`,
        ]
      : []),
  ];
}

/** By what was last worked out of them: a narrow table with an index for each of the two. */
function standingConditions({ rfm, lifecycleStage }: MemberFilter, { row, param }: Conditions): string[] {
  const cells = rfm && chosenCells(rfm);
  const standing = (condition: string) =>
    `exists (select from member_standing s where s.brand_id = ${row}.brand_id and s.member_id = ${row}.id and ${condition})`;
  return [
    ...(cells ? [standing(`s.cell = any (${param(cells)}::smallint[])`)] : []),
    ...(lifecycleStage ? [standing(`s.stage = any (${param(lifecycleStage)}::text[])`)] : []),
  ];
}

/** By where they stand on the ladder, in a narrow table with an index for each of the two. */
function tierConditions(
  { tierIds, tierEndsWithinDays: days }: MemberFilter,
  { row, param }: Conditions,
): string[] {
  if (days != null && (days < 0 || days > mostDays))
    throw badInput(userError('OUT_OF_RANGE', 'tierEndsWithinDays', { least: 0, most: mostDays }));
  const standing = (condition: string) =>
    `exists (select from member_tier k where k.brand_id = ${row}.brand_id and k.member_id = ${row}.id and ${condition})`;
  const end = (within: number) =>
    `${endsOn('k')} <= (now() at time zone (select b.time_zone from brand b where b.id = kolony.current_brand()))::date + ${param(within)}::int`;
  return [
    ...(tierIds ? [standing(`k.tier_id = any (${param(idsOf('Tier', tierIds, 'tierIds'))}::uuid[])`)] : []),
    ...(days != null ? [standing(end(days))] : []),
  ];
}

/** By the expression that the index has; those without an order are in no span. */
function lastOrderConditions(range: DateTimeRange | null | undefined, { row, param }: Conditions): string[] {
  const within = dateTimeRange(range, orders.LAST_ORDER_AT.sql(row), param);
  return within.length > 0 ? [...within, `${row}.last_order_at is not null`] : [];
}

/**
 * A search as branches. Identities, order numbers and names that fewer than so many have are found first, by their
 * indexes; of names that more have, the members are met in the order of the list.
 */
function searchBranches(text: string, { row, param, scope, keyring }: Conditions): Search {
  const search = scope.brandId ? memberSearch(keyring, scope.brandId, text) : null;
  if (!search) return { branches: ['false'] };
  const exact = param(search.exact);
  const lookups = `${param(search.lookups.map((lookup) => `\\x${lookup.toString('hex')}`))}::bytea[]`;
  const known = `select i.member_id as id from member_identity i where i.lookup = any (${lookups})
    union select i.member_id from member_identity i where i.value = ${exact}
    union select o.member_id from "order" o where o.order_no = ${exact}`;
  const exactly = `select k.id from ${found(row, 'known')} k`;
  if (search.grams.length === 0) return { found: { known }, branches: [`${row}.id in (${exactly})`], few: 1 };
  const grams = `${param(search.grams.map(String))}::bigint[]`;
  const named = found(row, 'named');
  const holds = `coalesce(${row}.name_grams @> ${grams}, false)`;
  const many = `(select count(*) from ${named}) > ${mostByName}`;
  return {
    found: { known, named: `select kolony.members_with_grams(${grams}, ${mostByName + 1}) as id` },
    branches: [
      `${row}.id in (${exactly} union select n.id from ${named} n where not ${many})`,
      // Not the bare operator: the planner takes pieces of one name for independent, and would expect next to nobody.
      `${many} and ${holds} and ${row}.id <> all (array(${exactly}))`,
    ],
    few: 1,
    // Of a piece that very many have, only the index knows fast how many: the others are found by their keys.
    count: `select kolony.count_members_with_grams(${grams})
      + (select count(*) from member ${row} where ${living(row)} and ${row}.id in (${exactly}) and not ${holds})`,
  };
}
