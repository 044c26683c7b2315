/**
 * Growth values and tiers of all members of a brand, as they are worked out every night, beside one statement, written by
 * hand, that does the same to tables of its own. `pnpm bench tiers --members 200000 --orders-each 10 --rounds 3`;
 * with 1000000 for the full size.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@kolony/domain/foundation/database';
import { done, type Outcome } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { migrate } from '@kolony/domain/foundation/migrate';
import { calculateAll } from '@kolony/domain/standing/standing.calculate';
import { refresh } from '@kolony/domain/standing/standing.refresh';
import { runPreview } from '@kolony/domain/tier/ladder.preview.run';
import { beginPreview } from '@kolony/domain/tier/ladder.preview.service';
import { runChange } from '@kolony/domain/tier/ladder.run';
import { changeLadder } from '@kolony/domain/tier/ladder.service';
import { calculateTiers } from '@kolony/domain/tier/tier.calculate';
import { storeLadder } from '@kolony/domain/tier/tier.store';
import { startPostgres } from '@kolony/postgres';
import pg from 'pg';
import { brandWithMembers, timed } from './brand-with-members.ts';
import { peakOfThisProcess } from './memory.ts';
import { numbers } from './numbers.ts';
import { median, publish } from './report.ts';
import { asOneStatement } from './tiers-statement.ts';

const given = numbers({ members: 200_000, 'orders-each': 10, rounds: 3 });
const members = given('members');
const ordersEach = given('orders-each');
const rounds = given('rounds');
const zone = 'Asia/Shanghai';
const terms = {
  perUnit: 100,
  perOrder: 10,
  period: 'rolling_year',
  policy: 'by_balance',
  graceDays: 30,
  warningDays: 0,
} as const;
const tiers = [0, 500, 2000, 5000].map((threshold, at) => ({
  id: newId(),
  name: `Tier ${at}`,
  color: '#c0c0c0',
  threshold,
}));

/** The id of what was begun. */
async function begun(outcome: Promise<Outcome<string>>): Promise<string> {
  const known = await outcome;
  if (!known.ok) throw new Error(JSON.stringify(known.errors));
  return known.value;
}

/** Makes all growth values differ from what they should be, the tiers of a tenth. */
async function displace(admin: pg.Client, table: string): Promise<void> {
  await admin.query(
    `update ${table} set growth = growth + 1,
       tier_id = case when right(member_id::text, 1) > 'e' then $1 else tier_id end`,
    [tiers[0]?.id],
  );
  await admin.query(`vacuum analyze ${table}`);
}

const folder = mkdtempSync(join(tmpdir(), 'kolony-bench-'));
await chmod(folder, 0o711);
const server = await startPostgres({ dataDir: join(folder, 'postgres') });
const admin = new pg.Client({ connectionString: server.adminUrl });
try {
  await migrate(server.url);
  await admin.connect();
  const database = await Database.open({ url: server.url, poolSize: 2 });
  try {
    database.useKeyring(await loadKeyring(database, 'a secret for measurements, of 32 or more'));
    const { brandId, scope } = await brandWithMembers(admin, { members, ordersEach, inTime: true });
    const ladder = { ...terms, perEvent: {}, tiers };
    await database.write(scope, async (tx) => done(await storeLadder(tx, ladder, 1)));
    const statement = await asOneStatement(admin, brandId, zone);
    const ours: Record<'all' | 'none', number[]> = { all: [], none: [] };
    const byHand: Record<'all' | 'none', number[]> = { all: [], none: [] };
    const first = await timed(() => calculateTiers(database, scope));
    const firstByHand = await timed(statement.run);
    for (let round = 0; round < rounds; round++) {
      await displace(admin, 'member_tier');
      ours.all.push(await timed(() => calculateTiers(database, scope)));
      ours.none.push(await timed(() => calculateTiers(database, scope)));
      await displace(admin, 'hand_tier');
      byHand.all.push(await timed(statement.run));
      byHand.none.push(await timed(statement.run));
    }
    await statement.compare();
    const input = {
      ...terms,
      perEvent: [],
      tiers: tiers.map((tier, at) => ({ ...tier, threshold: at * 700 })),
    };
    const preview = await begun(database.write(scope, (tx) => beginPreview(tx, { ...input, version: 1 })));
    const previewing = await timed(() => runPreview(database, scope, preview));
    const change = await begun(database.write(scope, (tx) => changeLadder(tx, { ...input, version: 1 })));
    const changing = await timed(() => runChange(database, scope, change));
    await calculateAll(database, scope);
    await admin.query('vacuum analyze');
    await admin.query(
      `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
       select $1, gen_random_uuid(), id, id::text, 'paid', 'CNY', 5000, now()
       from (select id from member where brand_id = $1 order by md5(id::text) limit 1000) m`,
      [brandId],
    );
    const refreshing = await timed(() => refresh(database, scope));
    const peak = peakOfThisProcess() * 1.048576;
    const row = (name: string, own: number, hand?: number) => [
      name,
      own.toFixed(2),
      hand?.toFixed(2) ?? '',
      hand === undefined ? '' : (own / hand).toFixed(2),
    ];
    const ratio = Math.max(median(ours.all) / median(byHand.all), median(ours.none) / median(byHand.none));
    publish({
      name: 'tiers',
      explanation: `${members} members with ${members * ordersEach} orders, as they came, medians of ${rounds} rounds in turn; both come to the same, row by row. Peak of memory of the process that runs the job: ${Math.round(peak)} MB (RSS).`,
      columns: ['what', 'seconds', 'one statement', 'ratio'],
      rows: [
        row('the first time', first, firstByHand),
        row('again, all have changed', median(ours.all), median(byHand.all)),
        row('again, none has changed', median(ours.none), median(byHand.none)),
        row('preview another ladder', previewing),
        row('lead all over to it, so that it can be rolled back', changing),
        row('refresh 1000 members who ordered, scores and stages too', refreshing),
      ],
      aims: [
        { aim: 'within 2 × of one statement', found: `${ratio.toFixed(2)} ×`, met: ratio <= 2 },
        { aim: 'under 300 MB', found: `${Math.round(peak)} MB`, met: peak < 300 },
      ],
    });
  } finally {
    await database.close();
  }
} finally {
  await admin.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
