import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused } from '../foundation/errors.ts';
import type { IdentityInput, IdentityKind } from './identity.rules.ts';
import { auditIdentity } from './member.audit.ts';
import { MemberSeal } from './member.changes.ts';
import { checkMemberRecord } from './member.record.service.ts';
import { lockLiving } from './member.service.ts';
import { settleMembers } from './member.settling.ts';
import { brandTerms, lockMembers, untilSettled } from './member.store.ts';

/**
 * Gives a member one more identity; gives the member's id. One that the member has already changes nothing; one that
 * another member has is `IDENTITY_TAKEN`, which names them: merging joins the two.
 */
export async function addIdentity(
  tx: Transaction,
  { memberId, identity }: { memberId: string; identity: IdentityInput },
): Promise<Outcome<string>> {
  const { today } = await brandTerms(tx);
  const { checked, errors } = checkMemberRecord(
    tx,
    { memberId, identities: [identity], source: 'manual' },
    today,
  );
  if (errors.length > 0)
    return refused(...errors.map((error) => ({ ...error, field: identityField(error.field) })));
  const member = await lockLiving(tx, memberId);
  if (!member.ok) return member;
  const { results, changes } = await untilSettled(tx, () => settleMembers(tx, [checked], 'replace'));
  const [result] = results;
  if (!result || result.kind === 'refused') {
    return refused(
      ...(result?.errors ?? []).map((error) => ({ ...error, field: identityField(error.field) })),
    );
  }
  if (changes.length > 0) tx.audit({ action: 'member.identity_add', subjectType: 'Member', changes });
  return done(member.value);
}

/** `identities.0.value` of the record is `identity.value` of the input. */
function identityField(field: string[]): string[] {
  return field[0] === 'identities' ? ['identity', ...field.slice(2)] : field;
}

/** Takes an identity off its member, who can then no longer be found by it; gives the member's id. */
export async function removeIdentity(tx: Transaction, { id }: { id: string }): Promise<Outcome<string>> {
  const select = `select member_id, kind, namespace, value, '\\x' || encode(value_sealed, 'hex') as value_sealed
    from member_identity where id = $1`;
  interface Row {
    member_id: string;
    kind: IdentityKind;
    namespace: string;
    value: string | null;
    value_sealed: string | null;
  }
  const [first] = await tx.query<Row>(select, [id]);
  await lockMembers(tx, [found(first, 'MemberIdentity').member_id]);
  const [removed] = await tx.query<Row>(
    `delete from member_identity where id = $1
     returning member_id, kind, namespace, value, '\\x' || encode(value_sealed, 'hex') as value_sealed`,
    [id],
  );
  const row = found(removed, 'MemberIdentity');
  const seal = new MemberSeal(tx.keyring, tx.brandId);
  const value = row.value ?? seal.open(row.value_sealed, 'member_identity.value_sealed') ?? '';
  tx.audit({
    action: 'member.identity_remove',
    subjectType: 'Member',
    changes: [
      {
        id: row.member_id,
        before: { identities: [auditIdentity({ ...row, value })] },
        after: { identities: [] },
      },
    ],
  });
  return done(row.member_id);
}
