import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { checkIdentities, type IdentityInput } from './identity.rules.ts';
import { givenOnly } from './member.changes.ts';
import type { CheckedMember, KeyedIdentity, MemberBefore, MemberRecord, Recorded } from './member.record.ts';
import {
  checkNote,
  checkProfile,
  checkWords,
  type MemberProfile,
  type MemberSource,
  type Today,
} from './member.rules.ts';
import { settleMembers } from './member.settling.ts';
import { brandTerms, untilSettled } from './member.store.ts';

/** Checks a record; the errors say all that is wrong with it. */
export function checkMemberRecord(
  tx: Transaction,
  record: MemberRecord,
  today: Today,
  orderedAt: Date | null = null,
): { checked: CheckedMember; errors: UserError[] } {
  const { identities, errors } = checkIdentities(record.identities);
  const profile = checkProfile(record, today);
  const tags = checkWords(record.tags ?? [], 'tag');
  const note = record.note?.trim() ? checkNote(record.note, 'note') : { text: null, errors: [] };
  return {
    checked: {
      memberId: record.memberId ?? null,
      identities: identities.map(
        (identity): KeyedIdentity => ({
          ...identity,
          lookup: tx.keyring
            .lookup(tx.brandId, identity.kind, identity.namespace, identity.value)
            .toString('hex'),
        }),
      ),
      profile: profile.profile,
      tags: tags.words,
      note: note.text,
      source: record.source,
      orderedAt,
    },
    errors: [...errors, ...profile.errors, ...tags.errors, ...note.errors],
  };
}

/**
 * Takes members over from another system, some 1,000 at a time, in few statements. Each record's member is found by its
 * identities or made; what the record gives replaces what was known, what it doesn't give stays. Result and before-image
 * come back for each record, in their order; a record that is refused leaves the others alone:
 * `IDENTITY_REQUIRED`, `IDENTITIES_OF_TWO_MEMBERS`, and what `checkIdentities` and `checkProfile` find. The same records again change nothing.
 * One audit event tells of the whole batch.
 */
export async function upsertMembers(
  tx: Transaction,
  records: readonly MemberRecord[],
): Promise<Recorded<MemberBefore>[]> {
  const { today } = await brandTerms(tx);
  const checks = records.map((record) => {
    const { checked, errors } = checkMemberRecord(tx, record, today);
    if (record.identities.length === 0 && !record.memberId)
      errors.push(userError('IDENTITY_REQUIRED', 'identities'));
    return { checked: { ...checked, profile: givenOnly(checked.profile) }, errors };
  });
  const valid = checks.filter(({ errors }) => errors.length === 0).map(({ checked }) => checked);
  const { results, changes } = await untilSettled(tx, () => settleMembers(tx, valid, 'replace'));
  if (changes.length > 0) tx.audit({ action: 'member.record', subjectType: 'Member', changes });
  const settled = results.values();
  return checks.map(({ errors }) => {
    if (errors.length > 0) return { kind: 'refused', errors };
    const { value } = settled.next();
    return value ?? { kind: 'refused', errors };
  });
}

/**
 * The member to whom identities belong (OneID), made when none of them is known; identities that are new join their
 * member. The profile fills what isn't known yet. `IDENTITIES_OF_TWO_MEMBERS` names the members whose identities these
 * are: nothing is merged silently. Right under concurrency: one new phone given twice at once makes one member.
 */
export async function resolveMember(
  tx: Transaction,
  identities: readonly IdentityInput[],
  profile: MemberProfile & { source: MemberSource },
): Promise<Outcome<{ id: string; created: boolean }>> {
  const { today } = await brandTerms(tx);
  const { checked, errors } = checkMemberRecord(tx, { ...profile, identities }, today);
  if (identities.length === 0) errors.push(userError('IDENTITY_REQUIRED', 'identities'));
  if (errors.length > 0) return refused(...errors);
  const record = { ...checked, profile: givenOnly(checked.profile) };
  const { results, changes } = await untilSettled(tx, () => settleMembers(tx, [record], 'fill'));
  const [result] = results;
  if (!result || result.kind === 'refused') return refused(...(result?.errors ?? []));
  if (changes.length > 0) tx.audit({ action: 'member.resolve', subjectType: 'Member', changes });
  return done({ id: result.id, created: result.kind === 'created' });
}
