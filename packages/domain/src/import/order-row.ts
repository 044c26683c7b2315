import type { DateValue } from './cell-date.ts';
import type { ImportedOrderStatus } from './cell-words.ts';
import type { RowProblem } from './import.codes.ts';
import type { ImportFieldKey } from './import.fields.ts';
import type { OrderLineRecord, OrderMember } from './import-records.ts';
import type { RowReader } from './row-reader.ts';
import type { SheetRow } from './table-row.ts';

/** What one row says about an order; several rows may say it together. */
export interface OrderRow {
  /** As it stands in the file, before cells were mended: so it goes to the failed rows. */
  row: SheetRow;
  problems: RowProblem[];
  /** The file has a column for order numbers. */
  numbered: boolean;
  orderNo: string | null;
  member: OrderMember;
  placedAt: DateValue | null;
  paidAt: DateValue | null;
  amount: bigint | null;
  currency: string;
  status: ImportedOrderStatus | null;
  refundedAmount: bigint | null;
  channel: string | null;
  item: OrderLineRecord | null;
  /** Adds a problem to the row at the column of a field. */
  report: RowReader['problem'];
}

const identityFields = ['externalId', 'memberPhone', 'memberEmail', 'memberOpenid', 'memberUnionid'] as const;

/** Reads one row of orders. */
export function readOrderRow(reader: RowReader, defaultCurrency: string): OrderRow {
  const currency = reader.currency('currency') ?? defaultCurrency;
  const order: OrderRow = {
    row: reader.original,
    problems: reader.problems,
    numbered: reader.has('orderNo'),
    orderNo: reader.key('orderNo'),
    member: {
      externalId: reader.key('externalId'),
      phone: reader.phone('memberPhone'),
      email: reader.email('memberEmail'),
      openid: reader.key('memberOpenid'),
      unionid: reader.key('memberUnionid'),
      realName: reader.line('memberRealName'),
      firstName: reader.line('memberFirstName'),
      lastName: reader.line('memberLastName'),
      nickname: reader.line('memberNickname'),
    },
    placedAt: reader.dateTime('placedAt'),
    paidAt: reader.dateTime('paidAt'),
    amount: reader.amount('amount', currency),
    currency,
    status: reader.status('status'),
    refundedAmount: reader.amount('refundedAmount', currency),
    channel: reader.line('channel'),
    item: readItem(reader, currency),
    report: (field, code, params) => reader.problem(field, code, params),
  };
  if (order.numbered && order.orderNo === null) reader.missing('orderNo');
  return order;
}

function readItem(reader: RowReader, currency: string): OrderLineRecord | null {
  const item = {
    productName: reader.line('productName'),
    sku: reader.key('sku'),
    quantity: reader.quantity('quantity'),
    unitPrice: reader.amount('unitPrice', currency),
  };
  const empty = Object.values(item).every((value) => value === null);
  return empty ? null : { ...item, quantity: item.quantity ?? 1 };
}

/** Whether a problem is with the row as a whole, so that none of its values can be relied on. */
export function breaksRow({ column, code }: RowProblem): boolean {
  return column === null && code !== 'IDENTITY_MISSING';
}

/** Whether something that was wrong in one of the rows explains why no identity was read. */
export function identityFailed(rows: readonly OrderRow[]): boolean {
  const fields: readonly string[] = identityFields;
  return rows.some(({ problems }) =>
    problems.some((problem) => breaksRow(problem) || fields.includes(problem.field ?? '')),
  );
}

/** The strongest identity with its kind, as derived order numbers hold it; null when there is none. */
export function memberKey(member: OrderMember): string | null {
  for (const kind of ['externalId', 'unionid', 'openid', 'phone', 'email'] as const) {
    const value = member[kind];
    if (value !== null) return `${kind}:${value}`;
  }
  return null;
}

/** Which field of the file a part of the member came from. */
export const memberFields: Readonly<Record<keyof OrderMember, ImportFieldKey>> = {
  externalId: 'externalId',
  phone: 'memberPhone',
  email: 'memberEmail',
  openid: 'memberOpenid',
  unionid: 'memberUnionid',
  realName: 'memberRealName',
  firstName: 'memberFirstName',
  lastName: 'memberLastName',
  nickname: 'memberNickname',
};
