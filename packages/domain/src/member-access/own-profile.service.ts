import type { Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { ConsentPurpose } from '../member/consent.rules.ts';
import { auditMember } from '../member/member.audit.ts';
import { MemberSeal, profileChanges } from '../member/member.changes.ts';
import type { MemberRow } from '../member/member.record.ts';
import { checkProfile, type MemberProfile } from '../member/member.rules.ts';
import { recordConsent } from '../member/member.service.ts';
import { brandTerms, loadMembers } from '../member/member.store.ts';
import { noteProfile } from '../member-event/profile-completed.ts';
import type { MemberClientKind } from './client.rules.ts';

/** What members change of themselves: not when they joined. */
export interface UpdateOwnProfile extends Omit<MemberProfile, 'joinedAt'> {
  /** Refused with `VERSION_OUTDATED` when it is older; without it the change is made whatever was changed meanwhile. */
  version?: number | null;
}

/** Changes what is given of one's own profile; null clears a field. Runs in `memberScope`. Returns the member's id. */
export async function updateOwnProfile(tx: Transaction, input: UpdateOwnProfile): Promise<Outcome<string>> {
  const row = await lockSelf(tx);
  const { version, ...given } = input;
  const { today } = await brandTerms(tx);
  const { profile, errors } = checkProfile(given, today);
  if (version != null && row.version !== version) {
    errors.push(userError('VERSION_OUTDATED', 'version', { given: version, current: row.version }));
  }
  if (errors.length > 0) return refused(...errors);
  const seal = new MemberSeal(tx.keyring, tx.brandId);
  const changes = profileChanges(row, profile, 'replace', seal);
  if (Object.keys(changes).length === 0) return done(row.id);
  const changed = { ...row, ...changes };
  await write(tx, changed, seal);
  await noteProfile(tx, row, changed);
  const [before, after] = [auditMember(row, seal, changes), auditMember(changed, seal, changes)];
  tx.audit({ action: 'member.update', subjectType: 'Member', changes: [{ id: row.id, before, after }] });
  return done(row.id);
}

async function write(tx: Transaction, row: MemberRow, seal: MemberSeal): Promise<void> {
  await tx.query(
    `update member set display_name = $2, real_name_sealed = $3, address_sealed = $4, name_grams = $5, gender = $6,
       birthday = $7, province = $8, city = $9, interests = $10, version = version + 1, updated_at = $11
     where id = $1`,
    [
      row.id,
      row.display_name,
      row.real_name_sealed,
      row.address_sealed,
      seal.grams(row),
      row.gender,
      row.birthday,
      row.province,
      row.city,
      row.interests,
      tx.now,
    ],
  );
}

export interface OwnConsent {
  purpose: ConsentPurpose;
  granted: boolean;
  /** Version of the text that was shown. */
  policyVersion: string;
}

/** Where a consent was said, by the program that it was said in. */
const channels: Readonly<Record<MemberClientKind, string>> = {
  wechat_mini_program: 'mini_program',
  mobile: 'mobile',
};

/** Notes that the member allows something from now on, or no more. Runs in `memberScope`. Returns the member's id. */
export async function recordOwnConsent(tx: Transaction, input: OwnConsent): Promise<Outcome<string>> {
  const { id } = await lockSelf(tx);
  const [device] = await tx.query<{ kind: MemberClientKind }>(
    `select c.kind from member_device d join member_client c on c.brand_id = d.brand_id and c.id = d.client_id
     where d.id = $1`,
    [tx.scope.sessionId],
  );
  if (!device) throw new DomainError('UNAUTHENTICATED');
  return await recordConsent(tx, { ...input, memberId: id, channel: channels[device.kind] });
}

/** The member at work, locked; signed out meanwhile, or merged into another, they are nobody any more. */
async function lockSelf(tx: Transaction): Promise<MemberRow> {
  const { actor } = tx.scope;
  if (actor.kind !== 'member') throw new DomainError('UNAUTHENTICATED');
  const [held] = await tx.query<{ gone: boolean }>(
    `select merged_into is not null or closed_at is not null as gone from member where brand_id = $2 and id = $1
     for no key update`,
    [actor.id, tx.brandId],
  );
  const row = (await loadMembers(tx, [actor.id])).get(actor.id);
  if (!held || held.gone || !row) throw new DomainError('UNAUTHENTICATED');
  return row;
}
