import { found, type Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { checkText } from '../foundation/text.ts';
import { lockMembers } from '../member/member.store.ts';
import { tiersOf } from '../tier/member-tier.store.ts';
import { benefitOfMember, countUses, lockBenefit, type StoredBenefit } from './benefit.store.ts';

export interface UseBenefit {
  memberId: string;
  benefitId: string;
  /** Unique in the brand: what has this key is done once. */
  key: string;
  note?: string | null;
}

/**
 * Notes that a member has had a benefit of their tier; gives the use's id. Where it is for so many times in a period, all
 * of its kind count, whatever tier granted them. `BENEFIT_NOT_AVAILABLE`, `BENEFIT_OF_OTHER_TIER`, `BENEFIT_USED_UP`,
 * `MEMBER_CLOSED`, `TOO_LONG`.
 * @throws DomainError IDEMPOTENCY_KEY_REUSED
 */
export async function recordUse(tx: Transaction, input: UseBenefit): Promise<Outcome<string>> {
  const { benefitId, key } = input;
  const note = checkText('note', input.note ?? '', { limit: 200 });
  if (note.errors.length > 0) return refused(...note.errors);
  // Who writes uses holds the member: they are counted one after another.
  const member = found((await lockMembers(tx, [input.memberId])).get(input.memberId), 'Member');
  const [known] = await tx.query<{ id: string; benefit_id: string; member_id: string }>(
    'select id, benefit_id, member_id from benefit_use where brand_id = $1 and key = $2',
    [tx.brandId, key],
  );
  if (known) {
    const isSame = known.benefit_id === benefitId && [member.id, input.memberId].includes(known.member_id);
    if (!isSame) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
    return done(known.id);
  }
  const benefit = found(await lockBenefit(tx, benefitId, 'for share'), 'Benefit');
  if (member.closed) return refused(userError('MEMBER_CLOSED', 'memberId'));
  if (!benefit.active) return refused(userError('BENEFIT_NOT_AVAILABLE', 'benefitId'));
  const tier = (await tiersOf(tx, [member.id])).get(member.id);
  if (tier?.id !== benefit.tierId) return refused(userError('BENEFIT_OF_OTHER_TIER', 'benefitId'));
  const { times, period, kind } = benefit;
  if (times !== null && period !== null) {
    const had = await countUses(tx, { memberId: member.id, kind, period });
    if (had >= times) return refused(userError('BENEFIT_USED_UP', 'benefitId', { limit: times }));
  }
  const id = newId();
  const { actor } = tx.scope;
  await tx.query(
    `insert into benefit_use (brand_id, id, benefit_id, member_id, kind, key, note, at, operator_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.brandId,
      id,
      benefitId,
      member.id,
      kind,
      key,
      note.text || null,
      tx.now,
      actor.kind === 'operator' ? actor.id : null,
    ],
  );
  return done(id);
}

/** Undoes a use: it counts for nothing any more. Gives its id. `BENEFIT_USE_UNDONE` when somebody was faster. */
export async function undoUse(tx: Transaction, { id }: { id: string }): Promise<Outcome<string>> {
  const read = async (lock: '' | 'for no key update') => {
    const [row] = await tx.query<{ member_id: string; undone_at: Date | null }>(
      `select member_id, undone_at from benefit_use where brand_id = $1 and id = $2 ${lock}`,
      [tx.brandId, id],
    );
    return found(row, 'BenefitUse');
  };
  await lockMembers(tx, [(await read('')).member_id]);
  const { member_id: memberId, undone_at: undoneAt } = await read('for no key update');
  if (undoneAt) return refused(userError('BENEFIT_USE_UNDONE', 'id'));
  await tx.query('update benefit_use set undone_at = $3 where brand_id = $1 and id = $2', [
    tx.brandId,
    id,
    tx.now,
  ]);
  tx.audit({
    action: 'benefit.use_undo',
    subjectType: 'BenefitUse',
    changes: [{ id, before: { undoneAt: null }, after: { undoneAt: tx.now } }],
    relatedIds: [memberId],
  });
  return done(id);
}

/**
 * The birthday gift that a member's tier grants at the moment, points or a coupon; undefined where it grants none. Who gives
 * it notes that by `recordUse`, with a key that is that birthday's. The member is locked.
 */
export async function birthdayGiftOf(tx: Transaction, memberId: string): Promise<StoredBenefit | undefined> {
  return await benefitOfMember(tx, memberId, 'birthday_gift');
}
