import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { charactersOf } from '../foundation/text.ts';
import { noteProfile } from '../member-event/profile-completed.ts';
import { type ConsentInput, checkConsent } from './consent.rules.ts';
import type { IdentityInput } from './identity.rules.ts';
import { auditMember } from './member.audit.ts';
import { givenOnly, MemberSeal, profileChanges } from './member.changes.ts';
import { MemberConsentEntity, MemberNoteEntity } from './member.entity.ts';
import { checkMemberRecord } from './member.record.service.ts';
import {
  checkNote,
  checkProfile,
  checkWords,
  type MemberProfile,
  type MemberSource,
} from './member.rules.ts';
import { settleMembers } from './member.settling.ts';
import {
  brandTerms,
  type LockedMember,
  loadMembers,
  lockMembers,
  untilSettled,
  updateMembers,
} from './member.store.ts';
import { addTags, ensureTags, removeTags, tagsOf } from './tag.store.ts';

export interface CreateMember extends MemberProfile {
  identities?: readonly IdentityInput[] | null;
  tags?: readonly string[] | null;
  source?: MemberSource;
}

/**
 * Makes a member; gives the id. At least a name or an identity must be given (`MEMBER_EMPTY`). An identity that another
 * member has is `IDENTITY_TAKEN`: merge the two instead.
 */
export async function createMember(tx: Transaction, input: CreateMember): Promise<Outcome<string>> {
  const { today } = await brandTerms(tx);
  const record = { ...input, identities: input.identities ?? [], source: input.source ?? 'manual' };
  const { checked, errors } = checkMemberRecord(tx, record, today);
  const { displayName, realName } = checked.profile;
  if (record.identities.length === 0 && !displayName && !realName) errors.push(userError('MEMBER_EMPTY'));
  if (errors.length > 0) return refused(...errors);
  const profile = givenOnly(checked.profile);
  const { results, changes } = await untilSettled(tx, () =>
    settleMembers(tx, [{ ...checked, profile }], 'replace'),
  );
  const [result] = results;
  if (!result || result.kind === 'refused') return refused(...(result?.errors ?? []));
  if (result.kind !== 'created') {
    return refused(userError('IDENTITY_TAKEN', 'identities', { member: encodeId('Member', result.id) }));
  }
  tx.audit({ action: 'member.create', subjectType: 'Member', changes });
  const made = (await loadMembers(tx, [result.id])).get(result.id);
  if (made) await noteProfile(tx, null, made);
  return done(result.id);
}

export interface UpdateMember extends MemberProfile {
  id: string;
  version: number;
}

/**
 * Changes what is given of a member's profile; null clears a field. `VERSION_OUTDATED` when someone changed the member
 * since; `MEMBER_MERGED` for one that was merged into another.
 */
export async function updateMember(tx: Transaction, input: UpdateMember): Promise<Outcome<string>> {
  const locked = await lockMembers(tx, [input.id]);
  const row = found((await loadMembers(tx, [input.id])).get(input.id), 'Member');
  const { today } = await brandTerms(tx);
  const { profile, errors } = checkProfile(input, today);
  if (row.merged_into !== null) errors.push(mergedError(locked.get(input.id)?.id ?? row.merged_into));
  else if (locked.get(input.id)?.closed) errors.push(userError('MEMBER_CLOSED'));
  if (row.version !== input.version) {
    errors.push(userError('VERSION_OUTDATED', 'version', { given: input.version, current: row.version }));
  }
  if (errors.length > 0) return refused(...errors);
  const seal = new MemberSeal(tx.keyring, tx.brandId);
  const changes = profileChanges(row, profile, 'replace', seal);
  if (Object.keys(changes).length === 0) return done(input.id);
  const changed = { ...row, ...changes, version: row.version + 1 };
  const namesChanged = 'display_name' in changes || 'real_name_sealed' in changes;
  await updateMembers(tx, [{ row: changed, namesChanged }], seal);
  await noteProfile(tx, row, changed);
  const before = auditMember(row, seal, changes);
  const after = auditMember(changed, seal, changes);
  tx.audit({ action: 'member.update', subjectType: 'Member', changes: [{ id: input.id, before, after }] });
  return done(input.id);
}

export function mergedError(into: string) {
  return userError('MEMBER_MERGED', [], { member: encodeId('Member', into) });
}

/**
 * Locks a member that is to be changed: `NOT_FOUND` when there is none; refused with `MEMBER_MERGED` when it is another by
 * now, with `MEMBER_CLOSED` when they have closed their account.
 */
export async function lockLiving(tx: Transaction, id: string): Promise<Outcome<string>> {
  const living = found((await lockMembers(tx, [id])).get(id), 'Member');
  if (living.closed) return refused(userError('MEMBER_CLOSED'));
  return living.id === id ? done(id) : refused(mergedError(living.id));
}

/** Why an act on many passes a member over: they aren't there, are another by now, or have closed their account. */
export function whyNotLiving(id: string, member: LockedMember | undefined): UserError | undefined {
  if (!member) return userError('RECORD_GONE');
  if (member.id !== id) return mergedError(member.id);
  return member.closed ? userError('MEMBER_CLOSED') : undefined;
}

export interface UpdateTags {
  memberId: string;
  add?: readonly string[] | null;
  remove?: readonly string[] | null;
}

/** Gives a member tags by name, making those that are new, and takes others off. Gives the member's id. */
export async function updateTags(tx: Transaction, input: UpdateTags): Promise<Outcome<string>> {
  const add = checkWords(input.add ?? [], 'tag', undefined, ['add']);
  const remove = checkWords(input.remove ?? [], 'tag', undefined, ['remove']);
  const errors = [...add.errors, ...remove.errors];
  if (errors.length > 0) return refused(...errors);
  const member = await lockLiving(tx, input.memberId);
  if (!member.ok) return member;
  const before = await tagsOf(tx, member.value);
  const removed = new Set(remove.words);
  const tags = await ensureTags(
    tx,
    add.words.filter((name) => !removed.has(name)),
  );
  await addTags(
    tx,
    [...tags.values()].map((tagId) => ({ memberId: member.value, tagId })),
  );
  await removeTags(tx, [member.value], remove.words);
  const after = await tagsOf(tx, member.value);
  if (before.join('\n') !== after.join('\n')) {
    const change = { id: member.value, before: { tags: before }, after: { tags: after } };
    tx.audit({ action: 'member.tags', subjectType: 'Member', changes: [change] });
  }
  return done(member.value);
}

/** Adds a note to a member; gives the member's id. The audit log keeps that it was written, not what it says. */
export async function createNote(
  tx: Transaction,
  input: { memberId: string; body: string },
): Promise<Outcome<string>> {
  const { text, errors } = checkNote(input.body);
  if (errors.length > 0) return refused(...errors);
  const member = await lockLiving(tx, input.memberId);
  if (!member.ok) return member;
  const id = newId();
  tx.em.create(MemberNoteEntity, {
    brandId: tx.brandId,
    id,
    memberId: member.value,
    body: text,
    authorId: tx.scope.actor.id,
    createdAt: tx.now,
  });
  const after = { note: encodeId('MemberNote', id), ...charactersOf(text) };
  tx.audit({
    action: 'member.note',
    subjectType: 'Member',
    changes: [{ id: member.value, before: null, after }],
  });
  return done(member.value);
}

/**
 * Records that a member granted or withdrew a consent; gives the member's id. Nothing is ever overwritten: the latest of
 * a purpose is what holds.
 */
export async function recordConsent(tx: Transaction, input: ConsentInput): Promise<Outcome<string>> {
  const { consent, errors } = checkConsent(input, tx.now);
  if (errors.length > 0) return refused(...errors);
  const member = await lockLiving(tx, input.memberId);
  if (!member.ok) return member;
  const { purpose, granted, policyVersion, channel, at } = consent;
  const [previous] = await tx.query<{ granted: boolean; policy_version: string }>(
    `select granted, policy_version from member_consent where member_id = $1 and purpose = $2
     order by at desc, id desc limit 1`,
    [member.value, purpose],
  );
  tx.em.create(MemberConsentEntity, {
    brandId: tx.brandId,
    id: newId(),
    memberId: member.value,
    purpose,
    granted,
    policyVersion,
    channel,
    at,
    createdAt: tx.now,
  });
  const before = previous && { purpose, granted: previous.granted, policyVersion: previous.policy_version };
  tx.audit({
    action: granted ? 'member.consent_grant' : 'member.consent_withdraw',
    subjectType: 'Member',
    changes: [
      { id: member.value, before: before ?? null, after: { purpose, granted, policyVersion, channel, at } },
    ],
  });
  return done(member.value);
}
