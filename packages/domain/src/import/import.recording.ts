import type { UserError } from '../foundation/errors.ts';
import type { IdentityInput } from '../member/identity.rules.ts';
import type { MemberRecord as MemberToRecord } from '../member/member.record.ts';
import type { MemberProfile } from '../member/member.rules.ts';
import type { OrderRecord as OrderToRecord } from '../order/order.record.ts';
import type { MappedColumn } from './column-plan.ts';
import { type ImportMessageParams, type RowProblem, shownValue } from './import.codes.ts';
import type { ImportFieldKey } from './import.fields.ts';
import type { ImportMapping } from './import.rules.ts';
import type { MemberRecord, OrderRecord, ParsedRows } from './import-records.ts';
import { memberFields } from './order-row.ts';

/** A record as the domain takes it, with the field of the file that each of its identities came from. */
export interface Recordable<Record> {
  record: Record;
  identityFields: ImportFieldKey[];
}

const kinds = {
  externalId: 'external_id',
  unionid: 'unionid',
  openid: 'openid',
  phone: 'phone',
  email: 'email',
} as const;
type IdentityName = keyof typeof kinds;
const identityNames: readonly IdentityName[] = ['externalId', 'unionid', 'openid', 'phone', 'email'];

/** External ids and openids are unique where they come from only: in the channel that the operator has named. */
function identitiesOf(
  values: Readonly<Record<IdentityName, string | null>>,
  { channel }: ImportMapping,
): { name: IdentityName; identity: IdentityInput }[] {
  return identityNames.flatMap((name) => {
    const value = values[name];
    if (value === null) return [];
    const local = name === 'externalId' || name === 'openid';
    return [{ name, identity: { kind: kinds[name], value, namespace: local ? channel : '' } }];
  });
}

/** Chinese names are written surname first, without a space. */
function fullName(person: {
  realName: string | null;
  firstName: string | null;
  lastName: string | null;
}): string | null {
  const { realName, firstName, lastName } = person;
  if (realName !== null || (firstName === null && lastName === null)) return realName;
  const chinese = /\p{Script=Han}/u.test(`${firstName ?? ''}${lastName ?? ''}`);
  const parts = chinese ? [lastName, firstName] : [firstName, lastName];
  return parts.filter((part) => part !== null).join(chinese ? '' : ' ');
}

/** A member of a file as the domain takes it. */
export function recordableMember(record: MemberRecord, mapping: ImportMapping): Recordable<MemberToRecord> {
  const identities = identitiesOf(record, mapping);
  return {
    record: {
      identities: identities.map(({ identity }) => identity),
      displayName: record.displayName,
      realName: fullName(record),
      gender: record.gender,
      birthday: record.birthday,
      province: record.province,
      city: record.city,
      address: record.address,
      interests: record.interests,
      joinedAt: record.registeredAt,
      tags: record.source ? [...record.tags, record.source] : record.tags,
      note: record.note,
      source: 'import',
    },
    identityFields: identities.map(({ name }) => name),
  };
}

/** An order of a file as the domain takes it. What the file has no column for is not told, so that it stays as it is. */
export function recordableOrder(
  record: OrderRecord,
  mapping: ImportMapping,
  has: (field: ImportFieldKey) => boolean,
): Recordable<OrderToRecord> {
  const { member, lines } = record;
  const identities = identitiesOf(member, mapping);
  const profile: MemberProfile = { displayName: member.nickname, realName: fullName(member) };
  const refunds = has('refundedAmount') || record.refundedAmount > 0n;
  return {
    record: {
      orderNo: record.orderNo,
      channel: record.channel ?? mapping.channel,
      identities: identities.map(({ identity }) => identity),
      profile,
      status: has('status') || refunds ? record.status : null,
      currency: record.currency,
      totalMinor: Number(record.amount),
      refundedMinor: refunds ? Number(record.refundedAmount) : null,
      placedAt: record.placedAt,
      paidAt: record.paidAt,
      lines:
        lines.length === 0
          ? null
          : lines.map(({ productName, sku, quantity, unitPrice }) => ({
              productName,
              sku,
              quantity,
              unitPriceMinor: unitPrice === null ? null : Number(unitPrice),
            })),
      source: 'import',
    },
    identityFields: identities.map(({ name }) => memberFields[name]),
  };
}

const orderFields: Readonly<Record<string, ImportFieldKey>> = {
  total: 'amount',
  refunded: 'refundedAmount',
  realName: 'memberRealName',
  displayName: 'memberNickname',
};

/** What the domain has against a record, as problems at its rows. */
export function recordProblems(
  errors: readonly UserError[],
  { rows }: Pick<ParsedRows<unknown>, 'rows'>,
  identityFields: readonly ImportFieldKey[],
  columns: readonly MappedColumn[],
  kind: 'members' | 'orders',
): RowProblem[] {
  const [row] = rows;
  if (!row) return [];
  return errors.map(({ code, field: path, params }) => {
    const told = fieldOfPath(path, identityFields, kind);
    const mapped = columns.find(({ key }) => key === told);
    const shown: ImportMessageParams = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'boolean' ? String(value) : value,
      ]),
    );
    return {
      line: row.line,
      column: mapped?.column ?? null,
      field: mapped?.key ?? null,
      code,
      value: mapped ? shownValue(row.cells[mapped.column] ?? '') : '',
      params: shown,
    };
  });
}

function fieldOfPath(
  path: readonly string[],
  identityFields: readonly ImportFieldKey[],
  kind: 'members' | 'orders',
): string | undefined {
  const [first = '', second, third] = path;
  if (first === 'identities') return second === undefined ? undefined : identityFields[Number(second)];
  if (first === 'lines') return third;
  if (first === 'joinedAt') return 'registeredAt';
  return kind === 'orders' ? (orderFields[first] ?? first) : first;
}
