import { testDatabase } from '@kolony/testkit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyAuditChain } from '../foundation/audit.ts';
import { Database } from '../foundation/database.ts';
import { loadKeyring } from '../foundation/keyring.ts';
import { brandScope } from '../foundation/scope.ts';
import { verifyLedger } from '../points/points.verify.ts';
import { demoBrands, demoMembers } from './demo.data.ts';
import { ensureDemo } from './demo.ts';

let testing: Awaited<ReturnType<typeof testDatabase>>;
let database: Database;

beforeAll(async () => {
  testing = await testDatabase();
  database = await Database.open({ url: testing.url });
  database.useKeyring(await loadKeyring(database, 'a secret of more than thirty-two characters'));
});
afterAll(async () => {
  await database.close();
  await testing.drop();
});

it('is put in once, whole, however many processes start at once', async () => {
  const results = await Promise.all([ensureDemo(database), ensureDemo(database)]);
  expect(results.toSorted()).toEqual([false, true]);
  for (const brand of demoBrands) {
    const expected = demoMembers(brand, new Date());
    const [counts] = await database.read(brandScope(brand.id), (tx) =>
      tx.query<{ members: number; orders: number; consents: number }>(
        `select (select count(*)::int from member) as members, (select count(*)::int from "order") as orders,
           (select count(*)::int from member_consent) as consents`,
      ),
    );
    expect(counts).toEqual({
      members: expected.length,
      orders: expected.reduce((sum, member) => sum + member.orders.length, 0),
      consents: expected.length * 3,
    });
    expect(
      await database.read(brandScope(brand.id), (tx) => verifyAuditChain(tx, database.keyring)),
    ).toMatchObject({ intact: true });
    const ledger = await database.read(brandScope(brand.id), verifyLedger);
    expect(ledger.faults).toEqual([]);
    expect(ledger.members).toBeGreaterThan(brand.members / 2);
    const [points] = await database.read(brandScope(brand.id), (tx) =>
      tx.query(
        `select (select count(*)::int from points_adjustment where status = 'waiting') as waiting,
           (select array_agg(distinct kind order by kind) from points_entry) as kinds,
           (select count(*)::int from points_wallet where pending > 0) > 0 as pending,
           (select count(*)::int from points_entry e join "order" o on o.brand_id = e.brand_id and o.id = e.subject_id
            where e.kind = 'earn' and e.at <> o.placed_at) as untimely`,
      ),
    );
    expect(points).toEqual({
      waiting: 1,
      kinds: ['adjust', 'earn', 'expire', 'give_back', 'mature', 'redeem', 'take_back'],
      pending: true,
      untimely: 0,
    });
    const [tiers] = await database.read(brandScope(brand.id), (tx) =>
      tx.query<{ names: number; untold: number; used: number }>(
        `select (select count(distinct tier_id)::int from member_tier) as names,
           (select count(*)::int from member where merged_into is null) - (select count(*)::int from member_tier) as untold,
           (select count(*)::int from benefit_use) as used`,
      ),
    );
    expect(tiers).toMatchObject({ names: 4, untold: 0 });
    expect(tiers?.used).toBeGreaterThan(0);
    const coupons = await database.read(brandScope(brand.id), (tx) =>
      tx.query(
        `select t.name, t.redeemed_count > 9 and t.issued_count > t.redeemed_count as used,
           (t.issued_count, t.redeemed_count, t.expired_count, t.held_minor, t.discount_minor) = (
             select count(*), count(*) filter (where c.status = 'redeemed'), count(*) filter (where c.status = 'expired'),
               sum(c.held_minor), sum(c.discount_minor)
             from coupon c where c.brand_id = t.brand_id and c.template_id = t.id) as exact,
           (select count(*)::int from coupon_redemption r join "order" o on o.brand_id = r.brand_id
              and o.order_no = r.order_no and o.channel = r.channel and o.total_minor = r.amount_minor - r.discount_minor
            where r.brand_id = t.brand_id)
             = (select count(*)::int from coupon_redemption r where r.brand_id = t.brand_id) as of_orders
         from coupon_template t where t.brand_id = kolony.current_brand()`,
      ),
    );
    expect(coupons).toHaveLength(3);
    for (const coupon of coupons) expect(coupon).toMatchObject({ used: true, exact: true, of_orders: true });
    // Inside a change, ids are public ones: by these it is found on the timeline of its member.
    const raw = await database.read(brandScope(brand.id), (tx) =>
      tx.query(
        `select distinct e.action from audit_event e, jsonb_array_elements(e.changes) c
         where concat(c.value ->> 'before', c.value ->> 'after') ~ '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-'`,
      ),
    );
    expect(raw).toEqual([]);
  }
});
