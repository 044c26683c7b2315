import { type UserError, userError } from '../foundation/errors.ts';
import { encodeId } from '../foundation/ids.ts';
import type { CheckedMember, KeyedIdentity } from './member.record.ts';

/** Which member a record means, which of its identities are new to them; or why none can be said. */
export type Assignment =
  | { ok: true; memberId: string; created: boolean; added: KeyedIdentity[] }
  | { ok: false; error: UserError };

/**
 * Finds the member of each record, in their order (OneID): the one that it names, or that its known identities belong
 * to, or a new one. Identities that a record brings along belong to its member from then on, for the records behind it
 * as well. Identities of two members are refused and join nobody: merging is decided by people. `known` maps lookups to
 * members; `makeId` gives the ids of new ones.
 */
export function assignMembers(
  records: readonly Pick<CheckedMember, 'memberId' | 'identities'>[],
  known: ReadonlyMap<string, string>,
  makeId: () => string,
): Assignment[] {
  const owners = new Map(known);
  return records.map(({ memberId, identities }) => {
    const named = memberId === null ? [] : [memberId];
    const candidates = [
      ...new Set([...named, ...identities.flatMap(({ lookup }) => owners.get(lookup) ?? [])]),
    ];
    if (candidates.length > 1) return { ok: false, error: takenBy(memberId, identities, owners, candidates) };
    const created = candidates.length === 0;
    const owner = candidates[0] ?? makeId();
    const added = identities.filter(({ lookup }) => !owners.has(lookup));
    for (const { lookup } of added) owners.set(lookup, owner);
    return { ok: true, memberId: owner, created, added };
  });
}

function takenBy(
  memberId: string | null,
  identities: readonly KeyedIdentity[],
  owners: ReadonlyMap<string, string>,
  candidates: readonly string[],
): UserError {
  const publicIds = (ids: readonly string[]) => ids.map((id) => encodeId('Member', id)).join(', ');
  if (memberId === null) {
    return userError('IDENTITIES_OF_TWO_MEMBERS', 'identities', { members: publicIds(candidates) });
  }
  const at = identities.findIndex(({ lookup }) => (owners.get(lookup) ?? memberId) !== memberId);
  return userError('IDENTITY_TAKEN', ['identities', String(at), 'value'], {
    member: publicIds(candidates.filter((id) => id !== memberId)),
  });
}
