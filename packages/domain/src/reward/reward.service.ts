import { grantCoupon } from '../coupon/issue.service.ts';
import { revokeCouponOf } from '../coupon/revoke.service.ts';
import { loadTemplates } from '../coupon/template.store.ts';
import { found, type Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { nextState } from '../foundation/lifecycle.ts';
import { charactersOf, checkText } from '../foundation/text.ts';
import { lockMembers } from '../member/member.store.ts';
import { giveBackPoints, redeemPoints } from '../points/points.service.ts';
import { checkTierIds, tiersOf } from '../tier/member-tier.store.ts';
import { type RedemptionAction, type RedemptionStatus, redemptionLifecycle } from './reward.lifecycle.ts';
import { checkReward, type Reward, rewardProblem } from './reward.rules.ts';
import { countTaken, lockReward } from './reward.store.ts';

/** A reward as it is asked for. What is left out is nothing, or as usual. */
export type RewardInput = Pick<Reward, 'name' | 'kind' | 'points'> & {
  [Key in Exclude<keyof Reward, 'name' | 'kind' | 'points'>]?: Reward[Key] | null;
};

/** Makes a reward; gives its id. `checkReward`'s errors, `TIER_UNKNOWN`, `REWARD_NAME_TAKEN`. */
export async function createReward(tx: Transaction, input: RewardInput): Promise<Outcome<string>> {
  const checked = await checkInput(tx, input);
  if (!checked.ok) return checked;
  const reward = checked.value;
  const id = newId();
  return await named(tx, id, async () => {
    await tx.query(
      `insert into reward (brand_id, id, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [tx.brandId, id, ...valuesOf(reward)],
    );
    const change = { id, before: null, after: told(reward) };
    tx.audit({ action: 'reward.create', subjectType: 'Reward', changes: [change] });
  });
}

/**
 * Changes a reward: it is from now on what is given, as a whole, its stock included. Gives its id. `VERSION_OUTDATED` also
 * when some were taken since: the stock that was looked at isn't there any more. And as `createReward`.
 */
export async function updateReward(
  tx: Transaction,
  { id, version, ...input }: RewardInput & { id: string; version: number },
): Promise<Outcome<string>> {
  const checked = await checkInput(tx, input);
  if (!checked.ok) return checked;
  const reward = checked.value;
  const { id: _, version: current, ...before } = found(await lockReward(tx, id), 'Reward');
  if (version !== current)
    return refused(userError('VERSION_OUTDATED', 'version', { given: version, current }));
  return await named(tx, id, async () => {
    await tx.query(
      `update reward set (${columns}) = row($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14), version = version + 1,
         updated_at = now() where brand_id = $1 and id = $2`,
      [tx.brandId, id, ...valuesOf(reward)],
    );
    const change = { id, before: told(before), after: told(reward) };
    tx.audit({ action: 'reward.update', subjectType: 'Reward', changes: [change] });
  });
}

export interface RedeemReward {
  memberId: string;
  rewardId: string;
  /** What it cost when it was looked at; null: whatever it costs. */
  points?: number | null;
  /** Unique in the brand: what has this key is done once. */
  key: string;
}

/**
 * Takes a reward for a member: points and stock together, or neither. Gives the redemption's id. `REWARD_NOT_AVAILABLE`,
 * `REWARD_PRICE_CHANGED`, `REWARD_OF_OTHER_TIER`, `REWARD_OUT_OF_STOCK`, `REWARD_LIMIT_REACHED`, `POINTS_INSUFFICIENT`; of one that is a coupon also what `grantCoupon` says.
 * @throws DomainError IDEMPOTENCY_KEY_REUSED
 */
export async function redeemReward(tx: Transaction, input: RedeemReward): Promise<Outcome<string>> {
  const { rewardId, key } = input;
  // The member before the reward, as everybody does.
  const memberId = found((await lockMembers(tx, [input.memberId])).get(input.memberId), 'Member').id;
  const [known] = await tx.query<{ id: string; reward_id: string; member_id: string }>(
    'select id, reward_id, member_id from reward_redemption where brand_id = $1 and key = $2',
    [tx.brandId, key],
  );
  if (known) {
    const isSame = known.reward_id === rewardId && [memberId, input.memberId].includes(known.member_id);
    if (!isSame) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
    return done(known.id);
  }
  const reward = found(await lockReward(tx, rewardId), 'Reward');
  const problem = rewardProblem(reward, tx.now);
  if (problem) return refused(problem);
  if (input.points != null && input.points !== reward.points)
    return refused(userError('REWARD_PRICE_CHANGED', 'points', { points: reward.points }));
  const tier = (await tiersOf(tx, [memberId])).get(memberId);
  if (reward.tierIds.length > 0 && !reward.tierIds.includes(tier?.id ?? ''))
    return refused(userError('REWARD_OF_OTHER_TIER', 'rewardId'));
  if (reward.stock === 0) return refused(userError('REWARD_OUT_OF_STOCK', 'rewardId'));
  const { memberLimit, limitPeriod: period } = reward;
  if (memberLimit !== null && (await countTaken(tx, { rewardId, memberId, period })) >= memberLimit) {
    return refused(userError('REWARD_LIMIT_REACHED', 'rewardId', { limit: memberLimit }));
  }
  const id = newId();
  const { points, name: reason } = reward;
  const subject = { type: 'RewardRedemption', id };
  const spent = await redeemPoints(tx, { memberId, points, key: `reward:${id}`, subject, reason });
  if (!spent.ok) return spent;
  await tx.query(
    `update reward set stock = stock - 1, version = version + 1
     where brand_id = $1 and id = $2 and stock is not null`,
    [tx.brandId, rewardId],
  );
  await tx.query(
    `insert into reward_redemption (brand_id, id, reward_id, member_id, entry_id, points, status, key, created_at)
     values ($1, $2, $3, $4, $5, $6, 'redeemed', $7, $8)`,
    [tx.brandId, id, rewardId, memberId, spent.value, points, key, tx.now],
  );
  const templateId = reward.couponTemplateId;
  if (templateId === null) return done(id);
  const granted = await grantCoupon(tx, { templateId, memberId, key: `reward:${id}`, subject });
  // What it is refused for is told of the reward: nothing of it was written.
  return granted.ok
    ? done(id)
    : refused(...granted.errors.map((error) => ({ ...error, field: ['rewardId'] })));
}

/**
 * Notes that a reward was handed over (`fulfil`) or wasn't after all (`reopen`), or cancels it (`cancel`): points and stock
 * come back, and a coupon is revoked, unless it was used: `COUPON_USED`. Gives the redemption's id. `REDEMPTION_DECIDED`
 * when somebody was faster.
 */
export async function decideRedemption(
  tx: Transaction,
  { id, action, note }: { id: string; action: RedemptionAction; note?: string | null },
): Promise<Outcome<string>> {
  const checked = note == null ? null : checkText('note', note, { limit: 500 });
  if (checked && checked.errors.length > 0) return refused(...checked.errors);
  const columns = 'member_id, reward_id, entry_id, status';
  const read = async (lock: '' | 'for no key update') => {
    const [row] = await tx.query<{
      member_id: string;
      reward_id: string;
      entry_id: string;
      status: RedemptionStatus;
    }>(`select ${columns} from reward_redemption where brand_id = $1 and id = $2 ${lock}`, [tx.brandId, id]);
    return found(row, 'RewardRedemption');
  };
  const owner = (await read('')).member_id;
  const isClosed = (await lockMembers(tx, [owner])).get(owner)?.closed ?? false;
  const { member_id, reward_id, entry_id: entryId, status } = await read('for no key update');
  const next = nextState(redemptionLifecycle, status, action);
  if (!next) return refused(userError('REDEMPTION_DECIDED', 'id', { status }));
  if (next === 'cancelled') {
    const given = await giveBackPoints(tx, {
      entryId,
      key: `reward:${id}:cancel`,
      reason: checked?.text ?? null,
      forReward: true,
    });
    if (!given.ok) return given;
    await tx.query(
      `update reward set stock = stock + 1, version = version + 1
       where brand_id = $1 and id = $2 and stock is not null`,
      [tx.brandId, reward_id],
    );
    const revoked = await revokeCouponOf(tx, { type: 'RewardRedemption', id });
    if (!revoked.ok) return revoked;
  }
  const decidedAt = next === 'redeemed' ? null : tx.now;
  await tx.query(
    `update reward_redemption set status = $3, note = $4, decided_at = $5 where brand_id = $1 and id = $2`,
    // Of closed accounts nothing more is written down.
    [tx.brandId, id, next, isClosed ? null : checked?.text || null, decidedAt],
  );
  tx.audit({
    action: `reward.${action}`,
    subjectType: 'RewardRedemption',
    changes: [{ id, before: { status }, after: { status: next, ...charactersOf(checked?.text) } }],
    relatedIds: [member_id],
  });
  return done(id);
}

const columns =
  'name, description, kind, points, stock, member_limit, limit_period, starts_at, ends_at, tier_ids, active, coupon_template_id';

function valuesOf(reward: Reward): unknown[] {
  return [
    reward.name,
    reward.description,
    reward.kind,
    reward.points,
    reward.stock,
    reward.memberLimit,
    reward.limitPeriod,
    reward.startsAt,
    reward.endsAt,
    reward.tierIds,
    reward.active,
    reward.couponTemplateId,
  ];
}

function whole({ name, kind, points, ...rest }: RewardInput): Reward {
  return {
    name,
    kind,
    points,
    description: rest.description ?? '',
    stock: rest.stock ?? null,
    memberLimit: rest.memberLimit ?? null,
    limitPeriod: rest.limitPeriod ?? 'ever',
    startsAt: rest.startsAt ?? null,
    endsAt: rest.endsAt ?? null,
    tierIds: rest.tierIds ?? [],
    active: rest.active ?? true,
    couponTemplateId: rest.couponTemplateId ?? null,
  };
}

async function checkInput(tx: Transaction, input: RewardInput): Promise<Outcome<Reward>> {
  const { reward, errors } = checkReward(whole(input));
  const { tierIds, errors: unknown } = await checkTierIds(tx, reward.tierIds);
  if (errors.length + unknown.length > 0) return refused(...errors, ...unknown);
  const { couponTemplateId: templateId } = reward;
  if (templateId !== null) found((await loadTemplates(tx, [templateId])).get(templateId), 'CouponTemplate');
  return done({ ...reward, tierIds });
}

/** As the audit log has it: with public ids. */
function told({ couponTemplateId: template, tierIds, ...reward }: Reward) {
  return {
    ...reward,
    couponTemplateId: template && encodeId('CouponTemplate', template),
    tierIds: tierIds.map((id) => encodeId('Tier', id)),
  };
}

async function named(tx: Transaction, id: string, work: () => Promise<void>): Promise<Outcome<string>> {
  await tx.query('savepoint reward');
  try {
    await work();
    return done(id);
  } catch (error) {
    if (violatedConstraint(error) !== 'reward_brand_id_name_key') throw error;
    await tx.query('rollback to savepoint reward');
    return refused(userError('REWARD_NAME_TAKEN', 'name'));
  }
}
