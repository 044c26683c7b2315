import { randomStream } from '@kolony/domain/demo/demo.data';
import type { Keyring } from '@kolony/domain/foundation/keyring';
import { bytes, copyLine, time } from './copy-text.ts';
import { orderOf, type Tally, tallyOf } from './orders.ts';
import { drawNickname, drawPlace, drawRealName, tagNames } from './people.ts';
import { type BrandPlan, joinedAt, memberId, orderId, tagId, uuid } from './plan.ts';

/** One table's rows as lines of COPY's text format, in pieces. */
export interface Table {
  name: string;
  columns: string;
  lines: () => Generator<string>;
}

/**
 * The rows of a brand, the same at every call. Members join evenly over the years; orders stand in the order in which
 * they were placed, so that those of one member lie far apart, as they do in a database that has grown.
 */
export function tablesOf(plan: BrandPlan, keyring: Keyring): Table[] {
  const tally = tallyOf(plan);
  const each = (count: number, line: (n: number) => string) =>
    function* () {
      for (let n = 0; n < count; n++) yield line(n);
    };
  return [
    {
      name: 'member',
      columns:
        'brand_id, id, display_name, real_name_sealed, name_grams, gender, birthday, province, city, interests, source, joined_at, order_count, spent_minor, first_order_at, last_order_at, created_at, updated_at',
      lines: each(plan.members, (n) => memberLine(plan, keyring, tally, n)),
    },
    {
      name: 'member_identity',
      columns: 'brand_id, id, member_id, kind, value, value_sealed, lookup, verified_at, created_at',
      lines: each(plan.members, (n) => identityLines(plan, keyring, n)),
    },
    {
      name: 'member_consent',
      columns: 'brand_id, id, member_id, purpose, granted, policy_version, channel, at, created_at',
      lines: each(plan.members, (n) => consentLines(plan, n)),
    },
    {
      name: 'tag',
      columns: 'brand_id, id, name',
      lines: each(tagNames.length, (n) => copyLine([plan.id, tagId(plan, n), tagNames[n] ?? ''])),
    },
    {
      name: 'member_tag',
      columns: 'brand_id, member_id, tag_id',
      lines: each(plan.members, (n) => memberTagLines(plan, n)),
    },
    {
      name: '"order"',
      columns:
        'brand_id, id, member_id, channel, order_no, status, currency, total_minor, refunded_minor, placed_at, paid_at, cancelled_at, source, created_at, updated_at',
      lines: each(plan.orders, (n) => orderLine(plan, n)),
    },
    {
      name: 'order_line',
      columns: 'brand_id, order_id, position, sku, product_name, quantity, unit_price_minor, total_minor',
      lines: each(plan.orders, (n) => orderLineLines(plan, n)),
    },
  ];
}

function memberLine(plan: BrandPlan, keyring: Keyring, tally: Tally, n: number): string {
  const random = randomStream(plan.seed + n * 7);
  const realName = drawRealName(random);
  const displayName = drawNickname(random);
  const [province, city] = drawPlace(random);
  const joined = time(joinedAt(plan, n));
  const birthday = `${1960 + Math.floor(random() * 45)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}`;
  const ordered = (tally.count[n] ?? 0) > 0;
  return copyLine([
    plan.id,
    memberId(plan, n),
    displayName,
    bytes(keyring.seal(realName, 'member.real_name_sealed', plan.id)),
    `{${keyring.nameGrams(plan.id, [displayName, realName]).join(',')}}`,
    random() < 0.62 ? 'female' : random() < 0.9 ? 'male' : 'unknown',
    random() < 0.7 ? birthday : null,
    province,
    city,
    random() < 0.5 ? '{茶艺,露营}' : '{}',
    'import',
    joined,
    tally.count[n] ?? 0,
    tally.spent[n] ?? 0,
    ordered ? time(tally.first[n] ?? 0) : null,
    ordered ? time(tally.last[n] ?? 0) : null,
    joined,
    joined,
  ]);
}

function identityLines(plan: BrandPlan, keyring: Keyring, n: number): string {
  const owner = memberId(plan, n);
  const at = joinedAt(plan, n);
  const line = (place: number, kind: string, value: string, sealed: boolean) =>
    copyLine([
      plan.id,
      uuid(at, 4 + place, n, plan.seed),
      owner,
      kind,
      sealed ? null : value,
      sealed ? bytes(keyring.seal(value, 'member_identity.value_sealed', plan.id)) : null,
      bytes(keyring.lookup(plan.id, kind, '', value)),
      kind === 'phone' ? time(at) : null,
      time(at),
    ]);
  return [
    line(0, 'external_id', `M${String(n).padStart(8, '0')}`, false),
    line(1, 'phone', `+86199${String(n).padStart(8, '0')}`, true),
    n % 5 < 2 ? line(2, 'email', `member${n}@example.com`, true) : '',
  ].join('');
}

function consentLines(plan: BrandPlan, n: number): string {
  const at = joinedAt(plan, n);
  const line = (place: number, purpose: string, granted: boolean, days = 0) =>
    copyLine([
      plan.id,
      uuid(at, 8 + place, n, plan.seed),
      memberId(plan, n),
      purpose,
      granted ? 't' : 'f',
      '2025-01',
      '小程序',
      time(at + days * 86_400_000),
      time(at),
    ]);
  return [
    line(0, 'membership', true),
    line(1, 'marketing_sms', n % 2 === 0),
    line(2, 'personalisation', n % 5 !== 0),
    n % 6 === 0 ? line(3, 'marketing_sms', false, 90) : '',
  ].join('');
}

function memberTagLines(plan: BrandPlan, n: number): string {
  const [one, two] = [n % tagNames.length, (n * 7 + 3) % tagNames.length];
  const lines = [n % 3 === 0 ? [] : [one], two === one || n % 4 !== 0 ? [] : [two]].flat();
  return lines.map((at) => copyLine([plan.id, memberId(plan, n), tagId(plan, at)])).join('');
}

function orderLine(plan: BrandPlan, n: number): string {
  const order = orderOf(plan, n);
  const at = time(order.placedAt);
  const cancelled = order.status === 'cancelled';
  return copyLine([
    plan.id,
    orderId(plan, n),
    memberId(plan, order.member),
    order.channel,
    `B${String(n).padStart(9, '0')}`,
    order.status,
    'CNY',
    order.total,
    order.refunded,
    at,
    cancelled ? null : at,
    cancelled ? at : null,
    'import',
    at,
    at,
  ]);
}

function orderLineLines(plan: BrandPlan, n: number): string {
  const id = orderId(plan, n);
  return orderOf(plan, n)
    .lines.map(({ sku, product, quantity, price }, position) =>
      copyLine([plan.id, id, position, sku, product, quantity, price, quantity * price]),
    )
    .join('');
}
