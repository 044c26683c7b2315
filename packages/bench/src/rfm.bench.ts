/**
 * Scores and lifecycle stages of all members of a brand, as the nightly job works them out, beside one statement, written
 * by hand, that does the same to tables of its own. `pnpm bench rfm --members 200000 --orders-each 10 --rounds 3`; with
 * 1000000 for the full size.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@kolony/domain/foundation/database';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { migrate } from '@kolony/domain/foundation/migrate';
import { rfmMatrix } from '@kolony/domain/rfm/rfm.matrix.service';
import { lifecycleFlow } from '@kolony/domain/stage/stage.flow.service';
import { calculateAll } from '@kolony/domain/standing/standing.calculate';
import { refresh } from '@kolony/domain/standing/standing.refresh';
import { startPostgres } from '@kolony/postgres';
import pg from 'pg';
import { brandWithMembers, timed } from './brand-with-members.ts';
import { peakOfThisProcess } from './memory.ts';
import { numbers } from './numbers.ts';
import { median, publish } from './report.ts';
import { asOneStatement } from './rfm-statement.ts';

const given = numbers({ members: 200_000, 'orders-each': 10, rounds: 3 });
const members = given('members');
const ordersEach = given('orders-each');
const rounds = given('rounds');
const zone = 'Asia/Shanghai';

/** Makes all standings differ from what they should be, the stages of a tenth. */
async function displace(admin: pg.Client, table: string): Promise<void> {
  await admin.query(
    `update ${table} set spent_minor = -1, cell = case when cell is null then 111 end,
       stage = case when right(member_id::text, 1) > 'e' then (case stage when 'dormant' then 'mature' else 'dormant' end) else stage end`,
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
    const { brandId, scope } = await brandWithMembers(admin, { members, ordersEach });
    const statement = await asOneStatement(admin, brandId, zone);
    const ours: Record<'all' | 'none', number[]> = { all: [], none: [] };
    const byHand: Record<'all' | 'none', number[]> = { all: [], none: [] };
    const first = await timed(() => calculateAll(database, scope));
    const firstByHand = await timed(statement.run);
    for (let round = 0; round < rounds; round++) {
      await displace(admin, 'member_standing');
      ours.all.push(await timed(() => calculateAll(database, scope)));
      ours.none.push(await timed(() => calculateAll(database, scope)));
      await displace(admin, 'hand_standing');
      byHand.all.push(await timed(statement.run));
      byHand.none.push(await timed(statement.run));
    }
    await statement.compare();
    await admin.query('vacuum analyze');
    const [changed] = (
      await admin.query<{ ids: string[] }>(
        `select array_agg(id) as ids from (select id from member where brand_id = $1 order by md5(id::text) limit 1000) m`,
        [brandId],
      )
    ).rows;
    await admin.query(
      `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
       select $1, gen_random_uuid(), id, id::text, 'paid', 'CNY', 5000, now() from unnest($2::uuid[]) id`,
      [brandId, changed?.ids],
    );
    const refreshing = await timed(() => refresh(database, scope));
    const reading = {
      matrix: await timed(() => database.read(scope, (tx) => rfmMatrix(tx, 'recency', 'frequency'))),
      flow: await timed(() => database.read(scope, (tx) => lifecycleFlow(tx, 12))),
    };
    const peak = peakOfThisProcess() * 1.048576;
    const row = (name: string, own: number, hand?: number) => [
      name,
      own.toFixed(2),
      hand?.toFixed(2) ?? '',
      hand === undefined ? '' : (own / hand).toFixed(2),
    ];
    const ratios = [median(ours.all) / median(byHand.all), median(ours.none) / median(byHand.none)];
    const ratio = Math.max(...ratios);
    publish({
      name: 'rfm',
      explanation: `${members} members with ${members * ordersEach} orders, medians of ${rounds} rounds in turn; both come to the same, row by row. Peak of memory of the process that runs the job: ${Math.round(peak)} MB (RSS).`,
      columns: ['what', 'seconds', 'one statement', 'ratio'],
      rows: [
        row('the first time; not by hand: the history of stages', first, firstByHand),
        row('again, all have changed', median(ours.all), median(byHand.all)),
        row('again, none has changed', median(ours.none), median(byHand.none)),
        row('refresh 1000 members who ordered', refreshing),
        row('read the matrix', reading.matrix),
        row('read the flow of 12 weeks', reading.flow),
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
