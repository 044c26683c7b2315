import { revokeCouponsOfMembers } from '../coupon/revoke.service.ts';
import type { Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { lockMembers } from '../member/member.store.ts';
import { openWallets, storeWallets } from '../points/points.store.ts';
import { leaveTiers } from '../tier/tier.moving.ts';
import { erasePersonalData, eraseReasons } from './personal-data.ts';

/** Closing is for who has signed in just now: a telephone that lies about is not enough. */
export const freshMinutes = 10;

/**
 * Closes the account of the member at work, as they may ask for at any time (PIPL art. 47, E-Commerce Law art. 24). What
 * they had allowed is withdrawn; all that tells who they are is deleted, also of members who were merged into them; all
 * devices are signed out; points lapse, coupons that weren't used are revoked, adjustments that wait are withdrawn. Orders and what points there were stay, of nobody in particular, as long as
 * accounts are to be kept. Closed already, it changes nothing. `FRESH_SIGN_IN_REQUIRED`. Runs in the scope of `onBehalf`: what has to go is not all the member's to see
 * (notes, tags, what imports remember). Returns the member's id.
 */
export async function closeAccount(tx: Transaction): Promise<Outcome<string>> {
  const { actor, sessionId } = tx.scope;
  if (actor.kind !== 'member') throw new DomainError('UNAUTHENTICATED');
  const member = (await lockMembers(tx, [actor.id])).get(actor.id);
  const [device] = await tx.query<{ fresh: boolean }>(
    `select signed_in_at > now() - make_interval(mins => $3) as fresh from member_device where id = $1 and member_id = $2`,
    [sessionId, member?.id ?? actor.id, freshMinutes],
  );
  // Closed by another request meanwhile: its devices are gone with it.
  if (!member || !device) throw new DomainError('UNAUTHENTICATED');
  if (!device.fresh) return refused(userError('FRESH_SIGN_IN_REQUIRED', [], { minutes: freshMinutes }));
  const ids = await withMerged(tx, member.id);
  const withdrawn = await withdrawConsents(tx, member.id);
  const wallets = await openWallets(tx, [member.id], { all: true });
  const wallet = wallets.of(member.id);
  wallet.forfeit({ key: `close:${member.id}` });
  await storeWallets(tx, [wallet]);
  const counts: Record<string, number> = { coupons: await revokeCouponsOfMembers(tx, ids) };
  Object.assign(counts, await erasePersonalData(tx, ids));
  await leaveTiers(tx, ids);
  // Scores and stages go with it, by a trigger.
  await tx.query(
    `update member set display_name = null, real_name_sealed = null, address_sealed = null, name_grams = '{}',
       gender = 'unknown', birthday = null, province = null, city = null, interests = '{}', version = version + 1,
       closed_at = $2, updated_at = $2
     where id = any ($1)`,
    [ids, tx.now],
  );
  counts.reasons = await eraseReasons(tx, ids);
  tx.audit({
    action: 'member.close',
    subjectType: 'Member',
    changes: ids.map((id) => ({
      id,
      before: { closedAt: null, ...(id === member.id ? { ...counts, consents: withdrawn } : {}) },
      after: { closedAt: tx.now, ...(id === member.id ? zeroes(counts) : {}) },
    })),
  });
  return done(member.id);
}

function zeroes(counts: Record<string, number>): Record<string, number> {
  return { ...Object.fromEntries(Object.keys(counts).map((what) => [what, 0])), consents: 0 };
}

/** The member and all who were ever merged into them. */
async function withMerged(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `with recursive one(id) as (
       select $1::uuid union
       select m.id from one join member m on m.brand_id = $2 and m.merged_into = one.id
     ) select id from one order by id`,
    [id, tx.brandId],
  );
  return rows.map((row) => row.id);
}

/** Withdraws what is allowed now, purpose by purpose. Returns how many that were. */
async function withdrawConsents(tx: Transaction, memberId: string): Promise<number> {
  const granted = await tx.query<{ purpose: string; policy_version: string; channel: string }>(
    `select c.purpose, c.policy_version, c.channel from (
       select distinct on (purpose) purpose, granted, policy_version, channel from member_consent
       where member_id = $1 order by purpose, at desc, id desc
     ) c where c.granted`,
    [memberId],
  );
  const rows = granted.map((consent) => ({ ...consent, id: newId() }));
  await tx.query(
    `insert into member_consent (brand_id, id, member_id, purpose, granted, policy_version, channel, at, created_at)
     select $2, r.id, $3, r.purpose, false, r.policy_version, r.channel, greatest($4::timestamptz, (
       select max(c.at) from member_consent c where c.member_id = $3 and c.purpose = r.purpose)), $4
     from jsonb_to_recordset($1) r(id uuid, purpose text, policy_version text, channel text)`,
    [JSON.stringify(rows), tx.brandId, memberId, tx.now],
  );
  return rows.length;
}
