import type { Keyring } from '@kolony/domain/foundation/keyring';
import {
  drawChannel,
  drawNickname,
  drawPlace,
  drawRealName,
  drawWare,
  randomStream,
  tagNames,
} from './people.ts';

/** A brand to be filled. */
export interface BrandPlan {
  id: string;
  members: number;
  orders: number;
  seed: number;
}

/** All of the data lies in the three years before this moment, so that it is the same on every day. */
const end = Date.UTC(2026, 0, 1);
const span = 3 * 365 * 86_400_000;

/** One table's rows as lines of COPY's text format, in pieces. */
export interface Table {
  name: string;
  columns: string;
  lines: () => Generator<string>;
}

interface Line {
  sku: string;
  product: string;
  quantity: number;
  price: number;
}

interface Order {
  member: number;
  placedAt: number;
  status: string;
  total: number;
  refunded: number;
  channel: string;
  lines: Line[];
}

/** What members have spent: the database's triggers do the same sums row by row. */
interface Tally {
  count: Int32Array;
  spent: Float64Array;
  first: Float64Array;
  last: Float64Array;
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

/** The id of a brand's n-th member; 0 joined first. */
export function memberId(plan: BrandPlan, n: number): string {
  return uuid(joinedAt(plan, n), 1, n, plan.seed);
}

const orderId = (plan: BrandPlan, n: number) => uuid(placedAt(plan, n), 2, n, plan.seed);
const tagId = (plan: BrandPlan, n: number) => uuid(end - span, 3, n, plan.seed);

/** Rounded to whole seconds, as shops tell the time. */
const joinedAt = (plan: BrandPlan, n: number) =>
  Math.floor((end - span + (span * n) / plan.members) / 1000) * 1000;
const placedAt = (plan: BrandPlan, n: number) =>
  Math.floor((end - span + (span * (n + 1)) / plan.orders) / 1000) * 1000;

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
    bytes(keyring.seal(realName)),
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
      sealed ? bytes(keyring.seal(value)) : null,
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

/**
 * The n-th order. Members join with an order and come back soon or later; of those who come back later, half the orders
 * are from a fifth of the members.
 */
function orderOf(plan: BrandPlan, n: number): Order {
  const random = randomStream(plan.seed * 31 + n);
  const there = Math.max(1, Math.ceil((plan.members * (n + 1)) / plan.orders));
  const member = ordersFrom(there, n % Math.floor(plan.orders / plan.members) === 0, random);
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, (): Line => {
    const [sku, product, price] = drawWare(random);
    return { sku, product, price, quantity: 1 + Math.floor(random() ** 3 * 4) };
  });
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const fate = random();
  const status =
    fate < 0.9 ? 'paid' : fate < 0.94 ? 'refunded' : fate < 0.97 ? 'partially_refunded' : 'cancelled';
  const refunded =
    status === 'refunded' ? total : status === 'partially_refunded' ? Math.floor(total / 2) : 0;
  return {
    member,
    placedAt: placedAt(plan, n),
    status,
    total,
    refunded,
    channel: drawChannel(random),
    lines,
  };
}

/** Which of the members who are there by now orders. */
function ordersFrom(there: number, joins: boolean, random: () => number): number {
  if (joins) return there - 1;
  const drawn = Math.floor(random() * there);
  const fate = random();
  if (fate < 0.35) return Math.max(0, there - 1 - Math.floor(random() ** 2 * 2000));
  return fate < 0.675 ? drawn - (drawn % 5) : drawn;
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

function tallyOf(plan: BrandPlan): Tally {
  const tally: Tally = {
    count: new Int32Array(plan.members),
    spent: new Float64Array(plan.members),
    first: new Float64Array(plan.members),
    last: new Float64Array(plan.members),
  };
  for (let n = 0; n < plan.orders; n++) {
    const { member, status, total, refunded, placedAt: at } = orderOf(plan, n);
    if (status === 'cancelled') continue;
    if (tally.count[member] === 0) tally.first[member] = at;
    tally.count[member] = (tally.count[member] ?? 0) + 1;
    tally.spent[member] = (tally.spent[member] ?? 0) + total - refunded;
    tally.last[member] = at;
  }
  return tally;
}

/** A UUIDv7 that is the same at every call: its time, then what kind of row it is, its number and its brand's seed. */
function uuid(at: number, kind: number, n: number, seed: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
  const mixed = Math.imul(n ^ seed, 0x9e3779b1) >>> 0;
  const ms = hex(at, 12);
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex(mixed & 0xfff, 3)}-8${hex(kind, 3)}-${hex(n, 8)}${hex(seed, 4)}`;
}

const time = (ms: number) => new Date(ms).toISOString();
/** Of COPY's text format: the backslash stands twice. */
const bytes = (value: Buffer) => `\\\\x${value.toString('hex')}`;
const copyLine = (values: readonly (string | number | null)[]) =>
  `${values.map((value) => value ?? '\\N').join('\t')}\n`;
