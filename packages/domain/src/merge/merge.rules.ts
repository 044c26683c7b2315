import { isBlank } from '../member/member.changes.ts';
import type { MemberRow } from '../member/member.record.ts';
import { type ProfileField, profileFields } from '../member/member.rules.ts';
import type { TiersBeforeMerge } from '../tier/tier.moving.ts';

/** What a merge moved from the merged member to the kept one. Ids, but for `filled` and `joinedAt`. */
export interface MovedByMerge {
  identities: string[];
  orders: string[];
  notes: string[];
  consents: string[];
  /** Adjustments of points. */
  adjustments: string[];
  /** Rewards that were taken. */
  redemptions: string[];
  /** Coupons, and what they were used for. */
  coupons: string[];
  couponRedemptions: string[];
  /** What they did. */
  events: string[];
  /** Birthdays of theirs that were kept. */
  birthdays: string[];
  /** Badges that the kept member didn't have. */
  badges: string[];
  /** Benefits that were used. */
  benefitUses: string[];
  /** How the two stood in the tiers. */
  tiers: TiersBeforeMerge;
  /** The entry by which points came to the kept member. */
  points: string | null;
  /** Tags that the merged member had. */
  tags: string[];
  /** Those of them that the kept member didn't have. */
  tagsAdded: string[];
  /** Fields that were empty in the kept member's profile and were filled from the merged one, who still holds them. */
  filled: ProfileField[];
  /** When the kept member had joined, where the merged one had joined earlier. */
  joinedAt: { at: string; byOrder: boolean } | null;
}

/** The fields that the kept member lacks and the merged one has. */
export function fieldsToFill(kept: MemberRow, merged: MemberRow): ProfileField[] {
  return profileFields.filter(
    (field) => field !== 'joinedAt' && isBlank(kept, field) && !isBlank(merged, field),
  );
}

/** The columns of these fields, as the row holds them (sealed values stay sealed). */
export function columnsOfFields(row: MemberRow, fields: readonly ProfileField[]): Partial<MemberRow> {
  return Object.assign({}, ...fields.map((field) => column(row, field)));
}

/** The columns of these fields when nothing is known of them. */
export function blankColumns(fields: readonly ProfileField[]): Partial<MemberRow> {
  return columnsOfFields(
    {
      id: '',
      display_name: null,
      real_name_sealed: null,
      address_sealed: null,
      gender: 'unknown',
      birthday: null,
      province: null,
      city: null,
      interests: [],
      source: '',
      joined_at: '',
      joined_by_order: false,
      merged_into: null,
      version: 0,
    },
    fields,
  );
}

function column(row: MemberRow, field: ProfileField): Partial<MemberRow> {
  switch (field) {
    case 'displayName':
      return { display_name: row.display_name };
    case 'realName':
      return { real_name_sealed: row.real_name_sealed };
    case 'address':
      return { address_sealed: row.address_sealed };
    case 'joinedAt':
      return { joined_at: row.joined_at, joined_by_order: row.joined_by_order };
    default:
      return { [field]: row[field] };
  }
}
