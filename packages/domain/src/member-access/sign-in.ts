import type { Database, Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import type { IdentityInput } from '../member/identity.rules.ts';
import { resolveMember } from '../member/member.record.service.ts';
import { recordOnce } from '../member-event/moments.service.ts';
import type { Bucket } from '../operator/throttle.rules.ts';
import { charge, refund } from '../operator/throttle.service.ts';
import type { MemberClientKind } from './client.rules.ts';
import { clientByPublicId, type KnownClient } from './client.service.ts';

/** The client that a sign-in names; `MEMBER_CLIENT_UNKNOWN` when there is none, or it is of another kind. */
export async function namedClient(
  database: Database,
  scope: Scope,
  { field, value, kind }: { field: string; value: string; kind?: MemberClientKind },
): Promise<Outcome<KnownClient>> {
  const client = await database.read(scope, (tx) => clientByPublicId(tx, value));
  if (!client || (kind && client.kind !== kind)) return refused(userError('MEMBER_CLIENT_UNKNOWN', field));
  return done(client);
}

/** Counts a try; gives what takes it back, where it turns out to be none. @throws DomainError RATE_LIMITED */
export async function countTry(
  database: Database,
  scope: Scope,
  buckets: readonly Bucket[],
): Promise<() => Promise<void>> {
  await database.write(scope, async (tx) => done(await charge(tx, buckets)));
  return async () => {
    await database.write(scope, async (tx) => done(await refund(tx, buckets)));
  };
}

/**
 * The member of identities that were proved, made where there is none: they have signed up then. Of several, the first is who they are: where
 * another belongs to somebody else, it stays there, for operators to merge the two.
 */
export async function memberOf(
  tx: Transaction,
  [first, ...others]: [IdentityInput, ...IdentityInput[]],
  kind: MemberClientKind,
): Promise<string> {
  const source = kind === 'wechat_mini_program' ? 'mini_program' : 'api';
  const verifiedAt = tx.now;
  const proved = [first, ...others].map((identity) => ({ ...identity, verifiedAt }));
  const all = await resolveMember(tx, proved, { source });
  if (all.ok) return await welcomed(tx, all.value);
  const alone = await resolveMember(tx, proved.slice(0, 1), { source });
  if (alone.ok) return await welcomed(tx, alone.value);
  throw new DomainError('CONFLICT', {}, { cause: new Error(alone.errors.map(({ code }) => code).join()) });
}

async function welcomed(tx: Transaction, { id, created }: { id: string; created: boolean }): Promise<string> {
  if (created) await recordOnce(tx, { memberId: id, event: 'sign_up' });
  return id;
}
