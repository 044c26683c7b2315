import { memberScope, type Scope } from '../foundation/scope.ts';

/** Who holds an access token, as the database tells it. */
export interface MemberCallerRow {
  /** UUID of the device. */
  id: string;
  brand_id: string;
  member_id: string;
}

/** Who holds an access token, of which the hash is given, as JSON in a text; null when there is none that serves. */
export function memberCallerBy(hash: string): string {
  return `kolony.member_caller_by(${hash})::text`;
}

/** The scope of that member, for a request that came so. */
export function scopeOfMember(row: MemberCallerRow, { requestId, ip, locale }: Scope): Scope {
  return memberScope(row.member_id, row.brand_id, { requestId, ip, locale, sessionId: row.id });
}
