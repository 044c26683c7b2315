import type { MappedColumn } from './column-plan.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { ImportKind } from './import.fields.ts';
import type { MemberRecord, OrderRecord, ParsedRows } from './import-records.ts';
import { OrderAssembly } from './order-assembly.ts';
import { readOrderRow } from './order-row.ts';
import { ReadingContext, type ReadingOptions, RowReader } from './row-reader.ts';
import type { SheetRow } from './table-row.ts';

export interface ImportRecords {
  members: MemberRecord;
  orders: OrderRecord;
}

/**
 * Turns the rows of a table into records, each with the rows that it comes from, or with what is wrong with
 * them. Nothing is left out: every row is in exactly one result. Rows are streamed; only the rows of an order
 * that don't stand together are held until the last of them has come.
 *
 * @param profile of the same rows with the same columns and mended cells
 */
export function parseRows(
  kind: 'members',
  rows: AsyncIterable<SheetRow>,
  columns: readonly MappedColumn[],
  profile: ColumnProfile,
  options: ReadingOptions,
): AsyncGenerator<ParsedRows<MemberRecord>>;
export function parseRows(
  kind: 'orders',
  rows: AsyncIterable<SheetRow>,
  columns: readonly MappedColumn[],
  profile: ColumnProfile,
  options: ReadingOptions,
): AsyncGenerator<ParsedRows<OrderRecord>>;
export function parseRows(
  kind: ImportKind,
  rows: AsyncIterable<SheetRow>,
  columns: readonly MappedColumn[],
  profile: ColumnProfile,
  options: ReadingOptions,
): AsyncGenerator<ParsedRows<MemberRecord | OrderRecord>> {
  const context = new ReadingContext(columns, profile, options);
  return kind === 'members' ? parseMembers(rows, context) : parseOrders(rows, context);
}

async function* parseMembers(
  rows: AsyncIterable<SheetRow>,
  context: ReadingContext,
): AsyncGenerator<ParsedRows<MemberRecord>> {
  for await (const original of rows) {
    const reader = new RowReader(original, context);
    const record = readMember(reader);
    const { problems } = reader;
    yield { rows: [original], record: problems.length === 0 ? record : null, problems };
  }
}

function readMember(reader: RowReader): MemberRecord {
  const record: MemberRecord = {
    externalId: reader.key('externalId'),
    displayName: reader.line('displayName'),
    realName: reader.line('realName'),
    firstName: reader.line('firstName'),
    lastName: reader.line('lastName'),
    phone: reader.phone('phone'),
    email: reader.email('email'),
    openid: reader.key('openid'),
    unionid: reader.key('unionid'),
    gender: reader.gender('gender'),
    birthday: reader.date('birthday'),
    province: reader.line('province'),
    city: reader.line('city'),
    address: reader.line('address'),
    interests: reader.list('interests'),
    tags: reader.list('tags'),
    note: reader.text('note'),
    source: reader.line('source'),
    registeredAt: reader.dateTime('registeredAt')?.instant ?? null,
  };
  const identities = ['externalId', 'phone', 'email', 'openid', 'unionid'] as const;
  const identified = identities.some((field) => record[field] !== null);
  if (!identified && !identities.some((field) => reader.failed(field))) {
    reader.problem(null, 'IDENTITY_MISSING');
  }
  return record;
}

async function* parseOrders(
  rows: AsyncIterable<SheetRow>,
  context: ReadingContext,
): AsyncGenerator<ParsedRows<OrderRecord>> {
  const assembly = new OrderAssembly(context.profile);
  for await (const original of rows) {
    yield* assembly.add(readOrderRow(new RowReader(original, context), context.options.currency));
  }
  yield* assembly.end();
}
