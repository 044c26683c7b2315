import type { IdentityInput } from '../member/identity.rules.ts';
import type { CheckedMember } from '../member/member.record.ts';
import type { MemberProfile } from '../member/member.rules.ts';
import type { OrderStatus } from './order.lifecycle.ts';

export const orderSources = ['manual', 'import', 'api', 'demo'] as const;
export type OrderSource = (typeof orderSources)[number];

/**
 * An order as a shop system knows it: one per `channel` and `orderNo`. What the record doesn't give (undefined, null) is
 * left as it is when the order is known already. All amounts are whole minor units of the brand's currency.
 */
export interface OrderRecord {
  orderNo: string;
  /** Where it was placed; the empty text when a brand has one shop only. */
  channel?: string | null;
  /** UUID of the member; found or made by the identities when it isn't given. A new order needs one or the other. */
  memberId?: string | null;
  identities?: readonly IdentityInput[] | null;
  /** What the order tells of the member: fills what isn't known yet, and overwrites nothing. */
  profile?: MemberProfile | null;
  /** A new order is paid unless told otherwise. */
  status?: OrderStatus | null;
  /** ISO 4217; the brand's when it isn't given. */
  currency?: string | null;
  totalMinor: number;
  /** Of the total, all refunds together; all of it when the status is `refunded` and nothing is told. */
  refundedMinor?: number | null;
  placedAt: Date;
  /** When it was paid; as it was placed when it isn't given. */
  paidAt?: Date | null;
  /** Their sum needn't be the total: discounts and freight. None given: known lines stay. */
  lines?: readonly OrderLineInput[] | null;
  /** Where a new order comes from; a new member comes from there as well. */
  source: OrderSource;
}

export interface OrderLineInput {
  sku?: string | null;
  productName?: string | null;
  quantity: number;
  unitPriceMinor?: number | null;
  /** Quantity times price when it isn't given. */
  totalMinor?: number | null;
}

/** A record that was checked. */
export interface CheckedOrder {
  orderNo: string;
  channel: string;
  status: OrderStatus | null;
  currency: string;
  totalMinor: number;
  refundedMinor: number | null;
  placedAt: Date;
  paidAt: Date | null;
  lines: OrderLineRow[] | null;
  source: OrderSource;
  /** Null when the record doesn't say whose it is. */
  member: CheckedMember | null;
}

/** A row of the table `order`, as JSON carries it. */
export interface OrderRow {
  id: string;
  member_id: string;
  channel: string;
  order_no: string;
  status: OrderStatus;
  currency: string;
  total_minor: number;
  refunded_minor: number;
  /** When a record last told of more refunds than were known. */
  refunds_told_at: string | null;
  placed_at: string;
  paid_at: string | null;
  cancelled_at: string | null;
  source: string;
  version: number;
}

/** A row of the table `order_line`; its position is its place in the list, from 0. */
export interface OrderLineRow {
  sku: string | null;
  product_name: string | null;
  quantity: number;
  unit_price_minor: number | null;
  total_minor: number | null;
}

/** How an order was before a record changed it: the columns that changed, and its lines when they did. */
export interface OrderBefore {
  columns: Partial<OrderRow>;
  lines: OrderLineRow[] | null;
}
