import { keepBirthdays } from '../birthday/birthday.service.ts';
import { createBrand, updateBrand } from '../brand/brand.service.ts';
import type { Database, Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { brandScope, systemScope } from '../foundation/scope.ts';
import { upsertMembers } from '../member/member.record.service.ts';
import { createOperator } from '../operator/operator.service.ts';
import { hashPassword } from '../operator/password.hash.ts';
import { recordOrders } from '../order/order.record.service.ts';
import { updateProgramme } from '../points/programme.service.ts';
import { calculateAll } from '../standing/standing.calculate.ts';
import { type DemoBrand, type DemoMember, demoBrands, demoMembers } from './demo.data.ts';
import { demoAccount } from './demo-account.ts';
import { addDemoCoupons } from './demo-coupons.ts';
import { addDemoEngagement } from './demo-engagement.ts';
import { addDemoPoints } from './demo-points.ts';
import { addDemoProgramme } from './demo-programme.ts';
import { addDemoTiers, addDemoUses } from './demo-tiers.ts';

const lockKey = 4_015_003;
const batchSize = 1000;

/**
 * Fills an installation without operators with demo data: two brands with members and a year of orders, and an operator
 * who owns both. Whatever was cut off is completed by the next call; an installation that is in use is left alone.
 * Returns whether it has put data in.
 */
export async function ensureDemo(database: Database): Promise<boolean> {
  const passwordHash = await hashPassword(demoAccount.password);
  const outcome = await database.write(systemScope(), async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const [operators] = await tx.query<{ any: boolean }>('select exists (select from operator) as any');
    if (operators?.any) return done(false);
    for (const brand of demoBrands) await fillBrand(database, brand, new Date());
    await appointOperator(tx, passwordHash);
    return done(true);
  });
  return expectDone(outcome);
}

async function appointOperator(tx: Transaction, passwordHash: string): Promise<void> {
  const { email, name } = demoAccount;
  const operatorId = await createOperator(tx, { email, name, locale: 'zh-CN', passwordHash, demo: true });
  for (const brand of demoBrands) {
    await tx.query('insert into brand_operator (brand_id, id, operator_id, role) values ($1, $2, $3, $4)', [
      brand.id,
      newId(),
      operatorId,
      'owner',
    ]);
  }
}

async function fillBrand(database: Database, brand: DemoBrand, now: Date): Promise<void> {
  const scope = brandScope(brand.id);
  await database.write(scope, (tx) => describeBrand(tx, brand));
  const members = demoMembers(brand, now);
  for (const batch of batches(members)) {
    const ids = expectDone(await database.write(scope, (tx) => addMembers(tx, batch)));
    expectDone(await database.write(scope, (tx) => addConsents(tx, batch, ids)));
  }
  const orders = members.flatMap((member) => member.orders.map((order) => ({ member, order })));
  for (const batch of batches(orders)) {
    await database.write(scope, async (tx) => {
      const records = batch.map(({ member, order }) => ({
        ...order,
        identities: [{ kind: 'external_id' as const, value: member.externalId }],
        paidAt: order.placedAt,
        source: 'demo' as const,
      }));
      await recordOrders(tx, records);
      return done(null);
    });
  }
  await addDemoPoints(database, brand.id, brand.seed);
  await database.write(scope, async (tx) => done(await addDemoProgramme(tx)));
  await database.write(scope, async (tx) => done(await addDemoTiers(tx)));
  await database.write(scope, async (tx) => done(await addDemoCoupons(tx)));
  await addDemoEngagement(database, brand.id);
  await calculateAll(database, scope);
  await addDemoUses(database, scope);
  // With the gifts of the tiers that members have by now.
  await keepBirthdays(database, brand.id);
}

async function describeBrand(tx: Transaction, brand: DemoBrand): Promise<Outcome<string>> {
  const [existing] = await tx.query('select id from brand where id = $1', [brand.id]);
  if (existing) return done(brand.id);
  const created = await createBrand(tx, {
    name: brand.name,
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    demo: true,
  });
  if (!created.ok) return created;
  // Some have expired within the year of orders that there is to see.
  await updateProgramme(tx, { version: 1, expiry: 'end_of_month', expiryMonths: 9 });
  const { positioning, toneOfVoice, story, primaryColor, secondaryColor, channels } = brand;
  return updateBrand(tx, {
    version: 1,
    positioning,
    toneOfVoice,
    story,
    primaryColor,
    secondaryColor,
    channels,
  });
}

async function addMembers(tx: Transaction, members: readonly DemoMember[]): Promise<Outcome<string[]>> {
  const recorded = await upsertMembers(
    tx,
    members.map(({ externalId, phone, email, consents: _consents, orders: _orders, ...profile }) => ({
      ...profile,
      identities: [
        { kind: 'external_id' as const, value: externalId },
        { kind: 'phone' as const, value: phone },
        ...(email ? [{ kind: 'email' as const, value: email }] : []),
      ],
      source: 'demo' as const,
    })),
  );
  return done(
    recorded.map((result) => {
      if (result.kind === 'refused')
        throw new Error(`a demo member was refused: ${JSON.stringify(result.errors)}`);
      return result.id;
    }),
  );
}

async function addConsents(
  tx: Transaction,
  members: readonly DemoMember[],
  ids: readonly string[],
): Promise<Outcome<null>> {
  const rows = members.flatMap(({ consents, joinedAt }, at) =>
    consents.map(({ purpose, granted }) => ({
      id: newId(),
      member_id: ids[at] ?? '',
      purpose,
      granted,
      at: joinedAt,
    })),
  );
  await tx.query(
    `insert into member_consent (brand_id, id, member_id, purpose, granted, policy_version, channel, at)
     select $2, r.id, r.member_id, r.purpose, r.granted, '2026-01', '小程序', r.at
     from jsonb_to_recordset($1) r(id uuid, member_id uuid, purpose text, granted boolean, at timestamptz)
     where not exists (select from member_consent c where c.member_id = r.member_id and c.purpose = r.purpose)`,
    [JSON.stringify(rows), tx.brandId],
  );
  tx.audit({
    action: 'consent.record',
    subjectType: 'MemberConsent',
    changes: rows.map(({ id, member_id: memberId, purpose, granted }) => ({
      id,
      before: null,
      after: { member: encodeId('Member', memberId), purpose, granted },
    })),
    relatedIds: [...ids],
  });
  return done(null);
}

function* batches<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += batchSize) yield items.slice(at, at + batchSize);
}

function expectDone<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`the demo data was refused: ${JSON.stringify(outcome.errors)}`);
  return outcome.value;
}
