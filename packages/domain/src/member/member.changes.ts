import type { Keyring } from '../foundation/keyring.ts';
import type { SealedColumn } from '../foundation/sealed-places.ts';
import type { MemberRow } from './member.record.ts';
import type { MemberProfile, ProfileField } from './member.rules.ts';
import { profileFields } from './member.rules.ts';

/** How a profile is taken over: `replace` what is known, or only `fill` what isn't. */
export type ProfileMode = 'replace' | 'fill';

/** The keys of one brand, with rows' hex in place of buffers. */
export class MemberSeal {
  constructor(
    readonly keyring: Keyring,
    readonly brandId: string,
  ) {}

  seal(text: string, column: SealedColumn): string {
    return `\\x${this.keyring.seal(text, column, this.brandId).toString('hex')}`;
  }

  open(sealed: string | null, column: SealedColumn): string | null {
    if (sealed === null) return null;
    return this.keyring.open(Buffer.from(sealed.slice(2), 'hex'), column, this.brandId);
  }

  realName({ real_name_sealed: sealed }: Pick<MemberRow, 'real_name_sealed'>): string | null {
    return this.open(sealed, 'member.real_name_sealed');
  }

  address({ address_sealed: sealed }: Pick<MemberRow, 'address_sealed'>): string | null {
    return this.open(sealed, 'member.address_sealed');
  }

  /** The column `name_grams` of a member with these names, as an array literal. */
  grams(row: Pick<MemberRow, 'display_name' | 'real_name_sealed'>): string {
    const names = [row.display_name, this.realName(row)];
    return `{${this.keyring.nameGrams(this.brandId, names).join(',')}}`;
  }
}

/** What a field of a profile holds in a row. */
export function profileValue(row: MemberRow, field: ProfileField, seal: MemberSeal): unknown {
  switch (field) {
    case 'displayName':
      return row.display_name;
    case 'realName':
      return seal.realName(row);
    case 'address':
      return seal.address(row);
    case 'joinedAt':
      return row.joined_at;
    default:
      return row[field];
  }
}

/** Whether nothing is known of a field. When a member joined is always known, if only by default. */
export function isBlank(row: MemberRow, field: ProfileField): boolean {
  switch (field) {
    case 'displayName':
      return row.display_name === null;
    case 'realName':
      return row.real_name_sealed === null;
    case 'address':
      return row.address_sealed === null;
    case 'gender':
      return row.gender === 'unknown';
    case 'interests':
      return row.interests.length === 0;
    case 'joinedAt':
      return row.joined_by_order;
    default:
      return row[field] === null;
  }
}

/** The columns that a field sets. */
function columnsOf(field: ProfileField, profile: MemberProfile, seal: MemberSeal): Partial<MemberRow> {
  switch (field) {
    case 'displayName':
      return { display_name: profile.displayName ?? null };
    case 'realName':
      return { real_name_sealed: sealedOrNull(profile.realName, 'member.real_name_sealed', seal) };
    case 'address':
      return { address_sealed: sealedOrNull(profile.address, 'member.address_sealed', seal) };
    case 'gender':
      return { gender: profile.gender ?? 'unknown' };
    case 'interests':
      return { interests: [...(profile.interests ?? [])] };
    case 'joinedAt':
      return profile.joinedAt ? { joined_at: profile.joinedAt.toISOString(), joined_by_order: false } : {};
    default:
      return { [field]: profile[field] ?? null };
  }
}

function sealedOrNull(plain: string | null | undefined, column: SealedColumn, seal: MemberSeal) {
  return plain ? seal.seal(plain, column) : null;
}

function sameValue(field: ProfileField, held: unknown, profile: MemberProfile): boolean {
  if (field === 'joinedAt') return !profile.joinedAt || held === profile.joinedAt.toISOString();
  return JSON.stringify(held) === JSON.stringify(profile[field]);
}

/**
 * The columns that a profile changes in a row; none when it says nothing new. Fields that it doesn't give (undefined)
 * stay. Sealed values are compared by what they hold, so that the same value isn't sealed again.
 */
export function profileChanges(
  row: MemberRow,
  profile: MemberProfile,
  mode: ProfileMode,
  seal: MemberSeal,
): Partial<MemberRow> {
  const changes: Partial<MemberRow> = {};
  for (const field of profileFields) {
    if (profile[field] === undefined) continue;
    if (mode === 'fill' && !isBlank(row, field)) continue;
    if (sameValue(field, profileValue(row, field, seal), profile)) continue;
    Object.assign(changes, columnsOf(field, profile, seal));
  }
  return changes;
}

/** The columns of a row that changed, as they were. */
export function columnsBefore(row: MemberRow, changes: Partial<MemberRow>): Partial<MemberRow> {
  return Object.fromEntries(Object.entries(row).filter(([column]) => column in changes));
}

/** A profile without what it doesn't really give: in records, null means as little as nothing. */
export function givenOnly(profile: MemberProfile): MemberProfile {
  return Object.fromEntries(
    Object.entries(profile).filter(
      ([field, value]) =>
        value !== null &&
        !(field === 'gender' && value === 'unknown') &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}
