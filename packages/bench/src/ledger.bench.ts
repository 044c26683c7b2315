/**
 * Postings of points: earning through the API of the gateway as it is built, through the service, and by a bare SQL
 * function that writes the same rows; on many wallets and on one. `pnpm bench ledger [--seconds 8] [--rounds 3]
 * [--members 10000] [--connections 8] [--no-build]`
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Database } from '@kolony/domain/foundation/database';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { migrate } from '@kolony/domain/foundation/migrate';
import { operatorScope } from '@kolony/domain/foundation/scope';
import { hashToken, newToken } from '@kolony/domain/operator/token';
import { earnPoints } from '@kolony/domain/points/points.service';
import { verifyLedger } from '@kolony/domain/points/points.verify';
import { startPostgres } from '@kolony/postgres';
import pg from 'pg';
import { Client } from 'undici';
import { buildGateway } from './gateway-build.ts';
import { secret } from './read/dataset.ts';
import { startKolony } from './read/servers.ts';
import { median, publish } from './report.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    members: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '8' },
    'no-build': { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const memberCount = Number(values.members);
const points = 10;

/** Earns points for a member; one lane does one after another. */
type Lane = (memberId: string) => Promise<void>;

/** What writes the same rows as the service does, and decides nothing. */
const bareFunction = `
create function bench_earn(of_brand uuid, of_member uuid, by_operator uuid, amount bigint, what text) returns uuid language plpgsql as $$
declare
  entry uuid := gen_random_uuid(); lot uuid := gen_random_uuid(); held record;
begin
  perform from member where brand_id = of_brand and id = of_member for no key update;
  select coalesce(sum(w.available), 0) as available, coalesce(sum(w.pending), 0) as pending into held
  from points_wallet w where w.brand_id = of_brand and w.member_id = of_member;
  insert into points_entry (brand_id, id, member_id, kind, points, available_after, pending_after, key, operator_id)
  values (of_brand, entry, of_member, 'earn', amount, held.available + amount, held.pending, what, by_operator);
  insert into points_lot (brand_id, id, member_id, origin_id, available_at, expires_at)
  values (of_brand, lot, of_member, entry, now(), now() + interval '1 year');
  insert into points_posting (brand_id, entry_id, position, member_id, lot_id, from_account, to_account, points)
  values (of_brand, entry, 0, of_member, lot, 'issued', 'available', amount);
  return entry;
end $$`;

async function drive(lanes: readonly Lane[], members: readonly string[]): Promise<number> {
  let count = 0;
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(
    lanes.map(async (lane, n) => {
      for (let at = n * 997; performance.now() < end; at++) {
        await lane(members[at % members.length] ?? '');
        count += 1;
      }
    }),
  );
  return count / ((performance.now() - begun) / 1000);
}

/** A brand with an owner who is signed in, and members. */
async function brandWithMembers(admin: pg.Client) {
  const [brandId, operatorId, token] = [newId(), newId(), newToken()];
  await admin.query('insert into brand (id, name) values ($1, $2)', [brandId, 'Measured']);
  await admin.query('update points_programme set pending_days = 0');
  await admin.query('insert into operator (id, email, name) values ($1, $2, $3)', [
    operatorId,
    `${operatorId}@example.com`,
    'Measurer',
  ]);
  await admin.query(
    `insert into brand_operator (brand_id, id, operator_id, role) values ($1, $2, $3, 'owner')`,
    [brandId, newId(), operatorId],
  );
  await admin.query(
    `insert into operator_session (id, operator_id, token_hash, kind, expires_at)
     values ($1, $2, $3, 'bearer', now() + interval '1 day')`,
    [newId(), operatorId, hashToken(token)],
  );
  const { rows } = await admin.query<{ id: string }>(
    `insert into member (brand_id, id, display_name)
     select $1, gen_random_uuid(), 'Guest ' || n from generate_series(1, $2::int) n returning id`,
    [brandId, memberCount],
  );
  await admin.query(bareFunction);
  await admin.query('vacuum analyze');
  return { brandId, operatorId, token, members: rows.map(({ id }) => id) };
}

const folder = mkdtempSync(join(tmpdir(), 'kolony-bench-'));
await chmod(folder, 0o711);
if (!values['no-build']) buildGateway();
const server = await startPostgres({ dataDir: join(folder, 'postgres') });
const admin = new pg.Client({ connectionString: server.adminUrl });
/** What is open, the last first. */
const open: (() => Promise<unknown>)[] = [() => server.stop(), () => admin.end()];
try {
  await migrate(server.url);
  await admin.connect();
  const database = await Database.open({ url: server.url, poolSize: connections });
  open.push(() => database.close());
  database.useKeyring(await loadKeyring(database, secret));
  const { brandId, operatorId, token, members } = await brandWithMembers(admin);
  const gateway = await startKolony(server);
  open.push(() => gateway.stop());
  const scope = operatorScope(operatorId, { brandId, role: 'owner' });
  const pool = new pg.Pool({ connectionString: server.adminUrl, max: connections, idleTimeoutMillis: 500 });
  open.push(() => pool.end());
  const times = <T>(make: () => T): T[] => Array.from({ length: connections }, make);

  const bare = times(
    (): Lane => async (memberId) => {
      const values = [brandId, memberId, operatorId, points, randomUUID()];
      await pool.query({ name: 'earn', text: 'select bench_earn($1, $2, $3, $4, $5)', values });
    },
  );
  const service = times(
    (): Lane => async (memberId) => {
      const earned = await database.write(scope, (tx) =>
        earnPoints(tx, { memberId, points, key: randomUUID() }),
      );
      if (!earned.ok) throw new Error(JSON.stringify(earned.errors));
    },
  );
  const query = `mutation Earn($input: PointsEarnInput!, $key: String!) {
    pointsEarn(input: $input) @idempotent(key: $key) { entry { id availableAfter } userErrors { code } } }`;
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    'kolony-brand': encodeId('Brand', brandId),
  };
  const clients = times(() => new Client(gateway.url, { pipelining: 1 }));
  open.push(() => Promise.all(clients.map((client) => client.close())));
  const api = clients.map(
    (client): Lane =>
      async (memberId) => {
        const input = { memberId: encodeId('Member', memberId), points };
        const body = JSON.stringify({ query, variables: { input, key: randomUUID() } });
        const answer = await client.request({ path: '/graphql', method: 'POST', headers, body });
        const text = await answer.body.text();
        if (!text.includes('"userErrors":[]')) throw new Error(text.slice(0, 500));
      },
  );

  const ways = { bare, service, api };
  const found = new Map<string, number[]>();
  const [one = ''] = members;
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const [wallets, chosen] of [
      ['many wallets', members],
      ['one wallet', [one]],
    ] as const) {
      for (const [way, lanes] of Object.entries(ways)) {
        const perSecond = await drive(lanes, chosen);
        // The first round warms up.
        if (round === 0) continue;
        const key = `${wallets}, ${way}`;
        found.set(key, [...(found.get(key) ?? []), perSecond]);
        process.stderr.write(`round ${round} ${key}: ${perSecond.toFixed(0)}/s\n`);
      }
    }
  }
  const { faults, postings } = await database.read(scope, verifyLedger);
  if (faults.length > 0) throw new Error(`the ledger is wrong: ${JSON.stringify(faults)}`);
  const of = (key: string) => median(found.get(key) ?? []);
  const ratio = (wallets: string, way: string) => of(`${wallets}, ${way}`) / of(`${wallets}, bare`);
  const aim = (wallets: string, way: string, least: number) => ({
    aim: `${wallets}: the ${way} at least ${least} of the bare function`,
    found: ratio(wallets, way).toFixed(2),
    met: ratio(wallets, way) >= least,
  });
  publish({
    name: 'ledger',
    explanation: `Earnings of points a second, medians of ${values.rounds} rounds of ${seconds} s over ${connections} connections, ${memberCount} members; and as a ratio to a bare SQL function that writes the same rows. ${postings} postings were made, and the ledger added up. All of it, the client too, shared one machine.`,
    columns: ['', 'postings/s', 'of bare'],
    rows: [...found.keys()].map((key) => {
      const wallets = key.split(', ')[0] ?? '';
      return [key, of(key).toFixed(0), (of(key) / of(`${wallets}, bare`)).toFixed(2)];
    }),
    aims: ['many wallets', 'one wallet'].flatMap((wallets) => [
      aim(wallets, 'service', 0.5),
      aim(wallets, 'api', 0.25),
    ]),
  });
} finally {
  for (const close of open.reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
}
