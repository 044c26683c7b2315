import { found, type Transaction } from '../foundation/database.ts';
import { lockMembers, Overtaken, untilSettled } from '../member/member.store.ts';
import type { OrderLineRow, OrderRow } from './order.record.ts';

/** What the shop knows an order by. */
export interface OrderKey {
  channel: string;
  orderNo: string;
}

/** One text for a key: neither part may hold a line break. */
export function orderKey({ channel, orderNo }: OrderKey): string {
  return `${channel}\n${orderNo}`;
}

const columns = `o.id, o.member_id, o.channel, o.order_no, o.status, o.currency, o.total_minor, o.refunded_minor,
  o.refunds_told_at, o.placed_at, o.paid_at, o.cancelled_at, o.source, o.version`;

type RawOrder = Omit<
  OrderRow,
  'total_minor' | 'refunded_minor' | 'refunds_told_at' | 'placed_at' | 'paid_at' | 'cancelled_at'
> & {
  total_minor: string;
  refunded_minor: string;
  refunds_told_at: Date | null;
  placed_at: Date;
  paid_at: Date | null;
  cancelled_at: Date | null;
};

function asRow(raw: RawOrder): OrderRow {
  const moment = (value: Date | null) => (value === null ? null : new Date(value).toISOString());
  return {
    ...raw,
    total_minor: Number(raw.total_minor),
    refunded_minor: Number(raw.refunded_minor),
    refunds_told_at: moment(raw.refunds_told_at),
    placed_at: new Date(raw.placed_at).toISOString(),
    paid_at: moment(raw.paid_at),
    cancelled_at: moment(raw.cancelled_at),
  };
}

const byKey = (selected: string) => `unnest($1::text[], $2::text[]) k(order_no, channel) cross join lateral (
    select ${selected} from "order" o
    where o.brand_id = $3 and o.order_no = k.order_no and o.channel = k.channel offset 0
  ) o`;
const byKeyValues = (tx: Transaction, keys: readonly OrderKey[]) => [
  keys.map(({ orderNo }) => orderNo),
  keys.map(({ channel }) => channel),
  tx.brandId,
];

/** The members whose orders these are, as far as they are known. */
export async function membersOfOrders(tx: Transaction, keys: readonly OrderKey[]): Promise<string[]> {
  const rows = await tx.query<{ member_id: string }>(
    `select distinct o.member_id from ${byKey('o.member_id')}`,
    byKeyValues(tx, keys),
  );
  return rows.map(({ member_id }) => member_id);
}

/** The orders that are known by these keys, by `orderKey`. */
export async function loadOrders(tx: Transaction, keys: readonly OrderKey[]): Promise<Map<string, OrderRow>> {
  const rows = await tx.query<RawOrder>(`select o.* from ${byKey(columns)}`, byKeyValues(tx, keys));
  return new Map(rows.map((raw) => [orderKey({ channel: raw.channel, orderNo: raw.order_no }), asRow(raw)]));
}

/** Orders by their ids. */
export async function loadOrdersById(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, OrderRow>> {
  const rows = await tx.query<RawOrder>(
    `select o.* from unnest($1::uuid[]) k(id) cross join lateral (
       select ${columns} from "order" o where o.brand_id = $2 and o.id = k.id offset 0
     ) o`,
    [ids, tx.brandId],
  );
  return new Map(rows.map((raw) => [raw.id, asRow(raw)]));
}

/** The lines of orders, in their order, by the order's id. */
export async function loadLines(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, OrderLineRow[]>> {
  const lines = new Map(ids.map((id): [string, OrderLineRow[]] => [id, []]));
  if (ids.length === 0) return lines;
  const rows = await tx.query<Record<keyof OrderLineRow | 'order_id', string | number | null>>(
    `select l.* from unnest($1::uuid[]) k(id) cross join lateral (
       select order_id, sku, product_name, quantity, unit_price_minor, total_minor from order_line
       where brand_id = $2 and order_id = k.id order by position offset 0
     ) l`,
    [[...lines.keys()], tx.brandId],
  );
  const amount = (value: string | number | null) => (value === null ? null : Number(value));
  const text = (value: string | number | null) => (value === null ? null : String(value));
  for (const row of rows) {
    lines.get(String(row.order_id))?.push({
      sku: text(row.sku),
      product_name: text(row.product_name),
      quantity: Number(row.quantity),
      unit_price_minor: amount(row.unit_price_minor),
      total_minor: amount(row.total_minor),
    });
  }
  return lines;
}

/**
 * Locks orders that were read before, after their members (see `lockMembers`).
 * @throws Overtaken when one has changed since, or went to another member
 */
export async function lockOrders(tx: Transaction, read: readonly OrderRow[]): Promise<void> {
  if (read.length === 0) return;
  const rows = await tx.query<{ id: string; member_id: string; version: number }>(
    `select o.* from unnest($1::uuid[]) k(id) cross join lateral (
       select id, member_id, version from "order" o where o.brand_id = $2 and o.id = k.id for no key update
     ) o`,
    [read.map(({ id }) => id).sort(), tx.brandId],
  );
  const now = new Map(rows.map((row) => [row.id, row]));
  const same = ({ id, version, member_id }: OrderRow) =>
    now.get(id)?.version === version && now.get(id)?.member_id === member_id;
  if (!read.every(same)) throw new Overtaken();
}

/** One order, locked after its member. */
export async function lockOrder(tx: Transaction, id: string): Promise<OrderRow> {
  return await untilSettled(tx, async () => {
    const [raw] = await tx.query<RawOrder>(`select ${columns} from "order" o where o.id = $1`, [id]);
    const row = asRow(found(raw, 'Order'));
    await lockMembers(tx, [row.member_id]);
    await lockOrders(tx, [row]);
    return row;
  });
}

const rowColumns = `id uuid, member_id uuid, channel text, order_no text, status text, currency text, total_minor bigint,
  refunded_minor bigint, refunds_told_at timestamptz, placed_at timestamptz, paid_at timestamptz, cancelled_at timestamptz, source text, version integer`;

/**
 * Adds orders.
 * @throws Overtaken when another transaction has added one of them meanwhile
 */
export async function insertOrders(tx: Transaction, rows: readonly OrderRow[]): Promise<void> {
  if (rows.length === 0) return;
  const sorted = [...rows].sort((one, other) =>
    one.order_no === other.order_no
      ? one.channel < other.channel
        ? -1
        : 1
      : one.order_no < other.order_no
        ? -1
        : 1,
  );
  const added = await tx.query(
    `insert into "order" (brand_id, id, member_id, channel, order_no, status, currency, total_minor, refunded_minor,
       refunds_told_at, placed_at, paid_at, cancelled_at, source, created_at, updated_at)
     select $2, r.id, r.member_id, r.channel, r.order_no, r.status, r.currency, r.total_minor, r.refunded_minor,
       r.refunds_told_at, r.placed_at, r.paid_at, r.cancelled_at, r.source, $3, $3
     from json_to_recordset($1) r(${rowColumns})
     on conflict (brand_id, order_no, channel) do nothing returning 1`,
    [JSON.stringify(sorted), tx.brandId, tx.now],
  );
  if (added.length < rows.length) throw new Overtaken();
}

/** Writes orders that changed; they are locked. */
export async function updateOrders(tx: Transaction, rows: readonly OrderRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update "order" o set member_id = r.member_id, status = r.status, total_minor = r.total_minor,
       refunded_minor = r.refunded_minor, refunds_told_at = r.refunds_told_at, placed_at = r.placed_at, paid_at = r.paid_at, cancelled_at = r.cancelled_at,
       version = r.version, updated_at = $3
     from (select * from json_to_recordset($1) r(${rowColumns}) limit $4) r where o.brand_id = $2 and o.id = r.id`,
    // Told how many rows come, the planner reaches a few by their keys, whatever it knows of the table.
    [JSON.stringify(rows), tx.brandId, tx.now, rows.length],
  );
}

/** Puts these lines in the place of those that the orders had. */
export async function replaceLines(
  tx: Transaction,
  orders: readonly { id: string; created: boolean; lines: readonly OrderLineRow[] }[],
): Promise<void> {
  const known = orders.filter(({ created }) => !created).map(({ id }) => id);
  if (known.length > 0) await tx.query('delete from order_line where order_id = any ($1::uuid[])', [known]);
  const rows = orders.flatMap(({ id, lines }) =>
    lines.map((line, position) => ({ ...line, order_id: id, position })),
  );
  if (rows.length === 0) return;
  await tx.query(
    `insert into order_line (brand_id, order_id, position, sku, product_name, quantity, unit_price_minor, total_minor)
     select $2, r.order_id, r.position, r.sku, r.product_name, r.quantity, r.unit_price_minor, r.total_minor
     from json_to_recordset($1) r(order_id uuid, position integer, sku text, product_name text, quantity integer,
       unit_price_minor bigint, total_minor bigint)`,
    [JSON.stringify(rows), tx.brandId],
  );
}
