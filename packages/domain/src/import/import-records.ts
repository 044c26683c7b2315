import type { Gender, ImportedOrderStatus } from './cell-words.ts';
import type { RowProblem } from './import.codes.ts';
import type { SheetRow } from './table-row.ts';

/** A member as one row tells it; null is "the file says nothing", never "to be emptied". */
export interface MemberRecord {
  externalId: string | null;
  displayName: string | null;
  realName: string | null;
  firstName: string | null;
  lastName: string | null;
  /** E.164. */
  phone: string | null;
  /** Lower case. */
  email: string | null;
  openid: string | null;
  unionid: string | null;
  gender: Gender | null;
  /** `YYYY-MM-DD`. */
  birthday: string | null;
  province: string | null;
  city: string | null;
  address: string | null;
  interests: string[];
  tags: string[];
  note: string | null;
  source: string | null;
  registeredAt: Date | null;
}

/** Whose order it is. At least one of the first five is there. */
export interface OrderMember {
  externalId: string | null;
  phone: string | null;
  email: string | null;
  openid: string | null;
  unionid: string | null;
  realName: string | null;
  firstName: string | null;
  lastName: string | null;
  nickname: string | null;
}

export interface OrderLineRecord {
  productName: string | null;
  sku: string | null;
  quantity: number;
  /** Minor units of the order's currency. */
  unitPrice: bigint | null;
}

/** An order as one or more rows tell it. All amounts are minor units of `currency`. */
export interface OrderRecord {
  orderNo: string;
  /** The number was made from the content, because the file has none. */
  orderNoDerived: boolean;
  member: OrderMember;
  placedAt: Date;
  paidAt: Date | null;
  /** Total paid. */
  amount: bigint;
  currency: string;
  status: ImportedOrderStatus;
  /** From 0 to `amount`. */
  refundedAmount: bigint;
  channel: string | null;
  lines: OrderLineRecord[];
}

/** What became of one row, or of the rows of one order. There is a record exactly when there are no problems. */
export interface ParsedRows<ImportRecord> {
  rows: SheetRow[];
  record: ImportRecord | null;
  problems: RowProblem[];
}
