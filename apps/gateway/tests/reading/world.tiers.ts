import { benefitKinds, valuesOfKind } from '@kolony/domain/benefit/benefit.rules';
import { createBenefit } from '@kolony/domain/benefit/benefit.service';
import { recordUse, undoUse } from '@kolony/domain/benefit/use.service';
import type { Database, Transaction } from '@kolony/domain/foundation/database';
import type { Outcome } from '@kolony/domain/foundation/errors';
import type { Scope } from '@kolony/domain/foundation/scope';
import { runPreview } from '@kolony/domain/tier/ladder.preview.run';
import { beginPreview } from '@kolony/domain/tier/ladder.preview.service';
import { runChange } from '@kolony/domain/tier/ladder.run';
import { changeLadder } from '@kolony/domain/tier/ladder.service';
import { tiersOnLadder } from '@kolony/domain/tier/member-tier.store';

const values = {
  percent: 5,
  factor: 150,
  times: 2,
  period: 'month',
  contact: 'Lin',
  points: 10,
  couponTemplateId: null,
  hours: 24,
} as const;

/** Tiers with members in them, what they grant, and uses of that. */
export async function tiers(database: Database, scope: Scope): Promise<void> {
  const act = async <T>(work: (tx: Transaction) => Promise<Outcome<T>>): Promise<T> => {
    const outcome = await database.write(scope, work);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    return outcome.value;
  };
  const ladder = {
    perUnit: 100,
    perOrder: 1,
    perEvent: [{ event: 'check_in', growth: 2 }],
    period: 'rolling_year',
    policy: 'by_balance',
    graceDays: 30,
    warningDays: 365,
  } as const;
  const named = ['普通', '银卡', '金卡'].map((name, at) => ({ name, color: '#123456', threshold: at * 50 }));
  const change = await act((tx) => changeLadder(tx, { version: 0, ...ladder, tiers: named }));
  await runChange(database, scope, change);
  for (const [at, threshold] of [20, 80].entries()) {
    const tiers = [named[0], { name: '铂金', color: '#654321', threshold }].flatMap((tier) => tier ?? []);
    const preview = await act((tx) => beginPreview(tx, { version: 1, ...ladder, tiers, atOnce: at === 0 }));
    if (at === 0) await runPreview(database, scope, preview);
  }
  const [lowest] = await database.read(scope, tiersOnLadder);
  for (const kind of benefitKinds) {
    const own = Object.fromEntries(valuesOfKind[kind].map((field) => [field, values[field]]));
    await act((tx) => createBenefit(tx, { kind, name: kind, ...own, tierId: lowest?.id ?? '' }));
  }
  await act(async (tx) => {
    const members = await tx.query<{ id: string }>(
      'select member_id as id from member_tier where tier_id = $1 order by 1 limit 3',
      [lowest?.id],
    );
    const [benefit] = await tx.query<{ id: string }>("select id from tier_benefit where kind = 'priority'");
    for (const { id: memberId } of members) {
      const use = await recordUse(tx, {
        memberId,
        benefitId: benefit?.id ?? '',
        key: `use ${memberId}`,
        note: 'x',
      });
      if (use.ok && memberId === members[0]?.id) await undoUse(tx, { id: use.value });
    }
    return { ok: true, value: null };
  });
}
