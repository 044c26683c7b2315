import { type Identity, isSealedKind, maskIdentity } from './identity.rules.ts';
import { maskAddress, maskBirthday, maskHandle, maskName } from './masking.rules.ts';
import type { MemberSeal } from './member.changes.ts';
import type { MemberRow } from './member.record.ts';

interface AuditField {
  name: string;
  column: keyof MemberRow;
  show(row: MemberRow, seal: MemberSeal): unknown;
}

const fields: readonly AuditField[] = [
  {
    name: 'displayName',
    column: 'display_name',
    show: (row, seal) => masked(row.display_name, maskName, seal),
  },
  {
    name: 'realName',
    column: 'real_name_sealed',
    show: (row, seal) => masked(seal.realName(row), maskName, seal),
  },
  {
    name: 'address',
    column: 'address_sealed',
    show: (row, seal) => masked(seal.address(row), maskAddress, seal),
  },
  { name: 'gender', column: 'gender', show: (row) => row.gender },
  { name: 'birthday', column: 'birthday', show: (row, seal) => masked(row.birthday, maskBirthday, seal) },
  { name: 'province', column: 'province', show: (row) => row.province },
  { name: 'city', column: 'city', show: (row) => row.city },
  { name: 'interests', column: 'interests', show: (row) => row.interests },
  { name: 'joinedAt', column: 'joined_at', show: (row) => row.joined_at },
  { name: 'source', column: 'source', show: (row) => row.source },
];

/**
 * Personal data for the audit log: masked, with four hex digits of a keyed hash, so that a value shows as another than
 * the one before it though both mask alike, and still can't be found out by trying.
 */
function masked(plain: string | null, mask: (plain: string) => string, seal: MemberSeal): string | null {
  if (plain === null) return null;
  const mark = seal.keyring.lookup(seal.brandId, 'audit', '', plain).toString('hex', 0, 2);
  return `${mask(plain)} #${mark}`;
}

/** A member as the audit log tells of them: with all that is known, or only with the columns that changed. */
export function auditMember(
  row: MemberRow,
  seal: MemberSeal,
  changed?: Partial<MemberRow>,
): Record<string, unknown> {
  const shown = changed ? fields.filter(({ column }) => column in changed) : fields;
  const values = shown.map(({ name, show }) => [name, show(row, seal)] as const);
  return Object.fromEntries(changed ? values : values.filter(([, value]) => !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  return value === null || value === 'unknown' || (Array.isArray(value) && value.length === 0);
}

/** An identity as the audit log tells of it: `phone:138****5678`. */
export function auditIdentity({
  kind,
  namespace,
  value,
}: Pick<Identity, 'kind' | 'namespace' | 'value'>): string {
  const masked = isSealedKind(kind) ? maskIdentity({ kind, value }) : maskHandle(value);
  return `${kind}${namespace ? `(${namespace})` : ''}:${masked}`;
}
