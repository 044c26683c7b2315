import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { bulkEnded, runBulk } from '../src/bulk/bulk.run.ts';
import { exportedMembers, exportHeader, exportRows } from '../src/export/export.service.ts';
import { memberExportColumns } from '../src/export/member-export.columns.ts';
import { Database } from '../src/foundation/database.ts';
import { startWorker } from '../src/foundation/job.worker.ts';
import { defineJob } from '../src/foundation/jobs.ts';
import { loadKeyring } from '../src/foundation/keyring.ts';
import { tagMembers } from '../src/member/tag.bulk.service.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const terms = { locale: 'en', currency: 'CNY', timeZone: 'Asia/Shanghai' } as const;

/** Tags members and writes them to a file; stays in the middle of a portion, before it commits, until it is killed. */
const stuck = (stayAt: number) => {
  let portions = 0;
  return defineJob({
    name: 'test.bulk',
    input: z.object({}),
    ended: bulkEnded,
    run: (context) =>
      runBulk(context, {
        ...terms,
        permissions: ['MEMBER_READ'],
        fileName: 'members',
        header: exportHeader([memberExportColumns.id], terms),
        async deal(tx, ids) {
          const dealt = await tagMembers(tx, ids, { add: ['seen'], remove: [] });
          const { text } = await exportRows(tx, ids, exportedMembers, [memberExportColumns.id], terms);
          portions += 1;
          if (portions === stayAt) await sleep(60_000);
          return { ...dealt, text };
        },
      }),
  });
};

/** A worker in a process of its own, that may be killed. */
export async function run(url: string, stayAt: number): Promise<void> {
  const database = await Database.open({ url });
  database.useKeyring(await loadKeyring(database, 'a secret of more than thirty-two characters'));
  await startWorker({ database, url, log, jobs: [stuck(stayAt)], mail: null });
}
