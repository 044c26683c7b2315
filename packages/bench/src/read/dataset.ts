import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Database } from '@kolony/domain/foundation/database';
import { newId } from '@kolony/domain/foundation/ids';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { migrate } from '@kolony/domain/foundation/migrate';
import { type EmbeddedPostgres, startPostgres } from '@kolony/postgres';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { forOthers } from './others.ts';
import type { BrandPlan } from './plan.ts';
import { type Table, tablesOf } from './rows.ts';

/** Raised when the rows or what is made beside them change: kept data of another version is made anew. */
const version = 3;
const folder = join(import.meta.dirname, '../read');
export const secret = 'a secret for measurements, of 32 or more';
/** By which the operator of both brands signs in. */
export const [email, password] = ['measurer@example.com', 'violet-Harbour-39-kiwi'];
const passwordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$bMJxGTeOLy0Gr41e3rIpSw$A2qks0EwfhktWyqDreKFutBGtY9sie6ViOaxYsxJHvM';

/** The installation that is measured. */
export interface Dataset {
  url: string;
  adminUrl: string;
  brand: BrandPlan;
  operatorId: string;
  database: Database;
  close(): Promise<void>;
}

interface Kept extends Pick<Dataset, 'brand' | 'operatorId'> {
  /** What the migrations said when the data were made. */
  migrations: Record<string, string>;
}

/**
 * Starts the embedded PostgreSQL on the data of the measurements, which are made when they aren't there: 200,000
 * members with 1,000,000 orders in one brand, and a second brand of a tenth. They are kept from run to run.
 * `fresh` makes them anew.
 */
export async function openDataset({ fresh = false } = {}): Promise<Dataset> {
  const mark = join(folder, `complete-${version}.json`);
  if (fresh || !existsSync(mark)) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  // Nothing of worth is written: without waiting for the disk, the rows are there sooner. Reading is the same.
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    onLog: process.env.BENCH_LOG ? (l) => console.error(l) : undefined,
  });
  try {
    await migrate(server.url);
    const database = await Database.open({ url: server.url, poolSize: 2 });
    database.useKeyring(await loadKeyring(database, secret));
    if (!existsSync(mark)) writeFileSync(mark, JSON.stringify(await fill(server, database)));
    const kept: Kept = JSON.parse(readFileSync(mark, 'utf8'));
    warnOfChangedMigrations(kept);
    await asSuperuser(server, (admin) => admin.query(forOthers));
    const close = async () => {
      await database.close();
      await server.stop();
    };
    return { url: server.url, adminUrl: server.adminUrl, database, ...kept, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function fill(server: EmbeddedPostgres, database: Database): Promise<Kept> {
  const brand: BrandPlan = { id: newId(), members: 200_000, orders: 1_000_000, seed: 11 };
  const other: BrandPlan = { id: newId(), members: 20_000, orders: 100_000, seed: 12 };
  const operatorId = newId();
  await asSuperuser(server, async (admin) => {
    // What triggers keep is put in at once below; the rows fit each other, so keys needn't be checked.
    await admin.query('set session_replication_role = replica');
    await admin.query('insert into operator (id, email, name) values ($1, $2, $3)', [
      operatorId,
      email,
      'Measurer',
    ]);
    await admin.query('insert into operator_credential (operator_id, password_hash) values ($1, $2)', [
      operatorId,
      passwordHash,
    ]);
    for (const [name, plan] of [
      ['Measured', brand],
      ['Neighbour', other],
    ] as const) {
      await admin.query('insert into brand (id, name) values ($1, $2)', [plan.id, name]);
      await admin.query('insert into points_programme (brand_id) values ($1)', [plan.id]);
      await admin.query(
        `insert into brand_operator (brand_id, id, operator_id, role) values ($1, $2, $3, 'owner')`,
        [plan.id, newId(), operatorId],
      );
      for (const table of tablesOf(plan, database.keyring)) await copy(admin, table);
    }
    await admin.query(
      `insert into member_name (brand_id, member_id, pieces)
       select brand_id, id, name_grams from member where name_grams <> '{}' and merged_into is null`,
    );
    process.stderr.write('vacuum analyze …\n');
    // As the server does by itself in time.
    await admin.query('vacuum analyze');
    await admin.query('checkpoint');
  });
  return { brand, operatorId, migrations: migrationTexts() };
}

/** A hash of each migration, by its name. */
function migrationTexts(): Record<string, string> {
  const paths = globSync(join(import.meta.dirname, '../../../../domain/migrations/*.sql')).sort();
  return Object.fromEntries(
    paths.map((path) => [basename(path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

/** New migrations were applied to the kept data; one that says something else now was not. */
function warnOfChangedMigrations(kept: Kept): void {
  const now = migrationTexts();
  const changed = Object.keys(kept.migrations).filter((name) => now[name] !== kept.migrations[name]);
  if (changed.length > 0) {
    process.stderr.write(
      `The kept data were made with another ${changed.join(', ')}: --fresh makes them anew.\n`,
    );
  }
}

async function copy(admin: pg.Client, { name, columns, lines }: Table): Promise<void> {
  const begun = performance.now();
  const stream = admin.query(copyFrom(`copy ${name} (${columns}) from stdin`));
  await pipeline(Readable.from(pieces(lines())), stream);
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  process.stderr.write(`${name}: ${stream.rowCount} rows in ${seconds} s\n`);
}

function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function asSuperuser(
  server: EmbeddedPostgres,
  work: (admin: pg.Client) => Promise<unknown>,
): Promise<void> {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
