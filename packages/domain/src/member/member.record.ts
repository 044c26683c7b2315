import type { UserError } from '../foundation/errors.ts';
import type { Identity, IdentityInput } from './identity.rules.ts';
import type { MemberProfile, MemberSource } from './member.rules.ts';

/**
 * A member as another system knows them: found by any of the identities, or by `memberId`; made when none is known. What
 * the record doesn't give (undefined, null, empty text) is left as it is.
 */
export interface MemberRecord extends MemberProfile {
  /** UUID of the member that is meant; found or made by the identities when it isn't given. */
  memberId?: string | null;
  identities: readonly IdentityInput[];
  /** Names of tags to add. */
  tags?: readonly string[] | null;
  /** A note to add, unless the member has one with just these words. */
  note?: string | null;
  /** Where a new member comes from. */
  source: MemberSource;
}

/** A record that was checked: values normalised, each identity with the hex of its lookup. */
export interface CheckedMember {
  memberId: string | null;
  identities: KeyedIdentity[];
  profile: MemberProfile;
  tags: string[];
  note: string | null;
  source: MemberSource;
  /** When the order that names this member was placed: a member that it makes has joined then. */
  orderedAt: Date | null;
}

export interface KeyedIdentity extends Identity {
  /** Keyed hash in hex, by which the identity is found. */
  lookup: string;
}

/** What became of a record. `before` is what undoing needs; it holds personal data only sealed. */
export type Recorded<Before> =
  | { kind: 'created'; id: string; version: number }
  | { kind: 'updated'; id: string; version: number; before: Before }
  | { kind: 'unchanged'; id: string; version: number }
  | { kind: 'refused'; errors: UserError[] };

/** How a member was before a record changed them: the columns that changed, and the ids of what was added. */
export interface MemberBefore {
  columns: Partial<MemberRow>;
  identities: string[];
  tags: string[];
  notes: string[];
}

/** A row of the table `member`, as JSON carries it. */
export interface MemberRow {
  id: string;
  display_name: string | null;
  /** Ciphertext as `\x…`. */
  real_name_sealed: string | null;
  address_sealed: string | null;
  gender: string;
  birthday: string | null;
  province: string | null;
  city: string | null;
  interests: string[];
  source: string;
  joined_at: string;
  joined_by_order: boolean;
  merged_into: string | null;
  version: number;
}
