/**
 * Acts on very many members: choosing all of them, writing them to a file, and tagging them, as the jobs of the console
 * do it, with the peak of memory. `pnpm bench bulk --members 1000000`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportMembersJob } from '@kolony/domain/export/export.jobs';
import { beginMemberExport } from '@kolony/domain/export/export.service';
import { readFile } from '@kolony/domain/file/file.service';
import { Database, type Transaction } from '@kolony/domain/foundation/database';
import type { Outcome } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import type { JobDefinition } from '@kolony/domain/foundation/jobs';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { migrate } from '@kolony/domain/foundation/migrate';
import { operatorScope, type Scope } from '@kolony/domain/foundation/scope';
import { tagMembersJob } from '@kolony/domain/member/member.jobs';
import { beginBulkTag } from '@kolony/domain/member/tag.bulk.service';
import { startPostgres } from '@kolony/postgres';
import pg from 'pg';
import { peakOfThisProcess } from './memory.ts';
import { numbers } from './numbers.ts';
import { publish } from './report.ts';

const members = numbers({ members: 1_000_000 })('members');
/** All members in the order of the list, as the reading layer of the gateway asks for them. */
const everyone = {
  sql: `select c.o0 as id, row_number() over (order by c.o1 desc, c.o0 desc) as n from (
    select t0.id as o0, t0.joined_at as o1 from member t0 where t0.merged_into is null and t0.closed_at is null) c`,
  values: [],
};
const columns = ['name', 'phone', 'province', 'city', 'tags', 'order_count', 'spent', 'joined_at'] as const;

const silent = {
  debug() {},
  info() {},
  warn() {},
  error: (fields: object, text: string) => console.error(text, fields),
};

async function carriedOut<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.errors)}`);
  return result.value;
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const begun = performance.now();
  const value = await work();
  return [(performance.now() - begun) / 1000, value];
}

/** A brand with so many members, each with a name, a sealed name, a sealed phone number and a tag for every third. */
async function brandWithMembers(admin: pg.Client, database: Database): Promise<Scope> {
  const [brandId, operatorId, tagId] = [newId(), newId(), newId()];
  await admin.query('insert into brand (id, name) values ($1, $2)', [brandId, 'Measured']);
  await admin.query('insert into operator (id, email, name) values ($1, $2, $3)', [
    operatorId,
    `${operatorId}@example.com`,
    'Measurer',
  ]);
  await admin.query('insert into tag (brand_id, id, name) values ($1, $2, $3)', [brandId, tagId, 'third']);
  await admin.query(
    `insert into member (brand_id, id, display_name, real_name_sealed, province, city, joined_at)
     select $1, gen_random_uuid(), case when n % 2 = 0 then 'Guest ' || n end, $2, 'Zhejiang', 'Hangzhou',
       now() - n * interval '1 minute' from generate_series(1, $3::int) n`,
    [brandId, database.keyring.seal('王小明', 'member.real_name_sealed', brandId), members],
  );
  await admin.query(
    `insert into member_identity (brand_id, id, member_id, kind, value_sealed, lookup)
     select brand_id, gen_random_uuid(), id, 'phone', $2, sha256(id::text::bytea) from member where brand_id = $1`,
    [brandId, database.keyring.seal('+8613812345678', 'member_identity.value_sealed', brandId)],
  );
  await admin.query(
    `insert into member_tag (brand_id, member_id, tag_id)
     select brand_id, id, $2 from (select brand_id, id, row_number() over () as n from member where brand_id = $1) m
     where n % 3 = 0`,
    [brandId, tagId],
  );
  await admin.query('vacuum analyze');
  return operatorScope(operatorId, { brandId, role: 'owner' }, { locale: 'zh-CN' });
}

const folder = mkdtempSync(join(tmpdir(), 'kolony-bench-'));
await chmod(folder, 0o711);
const server = await startPostgres({ dataDir: join(folder, 'postgres') });
const admin = new pg.Client({ connectionString: server.adminUrl });
try {
  await migrate(server.url);
  await admin.connect();
  const database = await Database.open({ url: server.url, poolSize: 4 });
  try {
    database.useKeyring(await loadKeyring(database, 'a secret for measurements, of 32 or more'));
    const scope = await brandWithMembers(admin, database);
    const act = <T>(work: (tx: Transaction) => Promise<Outcome<T>>) =>
      timed(() => carriedOut(database.write(scope, work)));
    const run = async (definition: JobDefinition, jobId: string) => {
      const [row] = await database.read(scope, ({ query }) =>
        query<{ input: unknown }>('select input from job where id = $1', [jobId]),
      );
      const { signal } = new AbortController();
      const context = { database, scope, jobId, signal, attempt: 1, log: silent, progress: () => undefined };
      const [seconds] = await timed(() => definition.run({ ...context, input: row?.input }));
      return seconds;
    };
    const [choosing, exporting] = await act((tx) => beginMemberExport(tx, { chosen: everyone, columns }));
    const written = await run(exportMembersJob, exporting);
    const [report] = await database.read(scope, ({ query }) =>
      query<{ done: string; file: string }>(
        'select done_count as done, file_id as file from job_report where job_id = $1',
        [exporting],
      ),
    );
    let bytes = 0;
    const [taken] = await timed(async () => {
      for await (const piece of readFile(database, scope, report?.file ?? '')) bytes += piece.length;
    });
    const peak = peakOfThisProcess();
    const [choosingAgain, tagging] = await act((tx) => beginBulkTag(tx, { chosen: everyone, add: ['all'] }));
    const tagged = await run(tagMembersJob, tagging);
    if (Number(report?.done) !== members) throw new Error('not all members are in the file');
    const row = (name: string, seconds: number) => [name, seconds.toFixed(1), Math.round(members / seconds)];
    publish({
      name: 'bulk',
      explanation: `${members} members, each with a sealed name and phone number. The file has ${(bytes / 1e6).toFixed(1)} MB. Peak of memory of the process that runs the jobs: ${Math.round(peak)} MiB after the export, ${Math.round(peakOfThisProcess())} MiB at the end (RSS).`,
      columns: ['step', 'seconds', 'members/s'],
      rows: [
        row('choose all, begin an export', choosing),
        row('export', written),
        row('take the file', taken),
        row('choose all, begin to tag', choosingAgain),
        row('tag', tagged),
      ],
      aims: [
        {
          aim: 'under 400 MB',
          found: `${Math.round(peakOfThisProcess() * 1.048576)} MB`,
          met: peakOfThisProcess() * 1.048576 < 400,
        },
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
