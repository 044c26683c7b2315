import { z } from 'zod';
import { removeLeftBehind } from '../file/temporary-file.ts';
import type { Database } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { defineJob } from '../foundation/jobs.ts';
import { brandScope, type Scope, systemScope } from '../foundation/scope.ts';
import { expiredNotifications } from '../notification/notification.service.ts';
import { brandIds } from './every-brand.ts';

/**
 * What a brand has no more use for, in the order in which it is deleted:
 * - answers to mutations with a key: after 24 hours;
 * - invitations that nobody accepted: 90 days after they ran out;
 * - previews of ladders: after a day;
 * - sign-ins of members that have run out, and codes a day after they did;
 * - notifications: 90 days after they were read, unread ones after a year;
 * - what members came to in days 62, weeks 183 and months 800 days ago, for leaderboards;
 * - files that jobs made, and what is left of those that broke off: a week after the job's end;
 * - jobs that completed or were cancelled: 90 days after their end, dead ones after 180. What they report goes with them;
 *   what the audit log says of them stays, and so do imports;
 * - other files: after a day, when neither an import nor a job holds them (an upload that no import was made of).
 */
const brandPurges = {
  idempotencyKeys: `delete from idempotency_key where created_at < now() - interval '24 hours'`,
  invitations: `delete from invitation where accepted_at is null and expires_at < now() - interval '90 days'`,
  ladderPreviews: `delete from tier_ladder_preview where created_at < now() - interval '1 day'`,
  memberDevices: 'delete from member_device where expires_at <= now()',
  memberCodes: `delete from member_code where expires_at < now() - interval '1 day'`,
  leaderboardScores: `delete from leaderboard_score where period = 'day' and starts_on < current_date - 62
    or period = 'week' and starts_on < current_date - 183 or period = 'month' and starts_on < current_date - 800`,
  notifications: `delete from notification where ${expiredNotifications}`,
  // Before the files: a job that is run again in between has expired, rather than begin its file anew.
  jobBatches: `delete from job_batch b using job j where j.brand_id = b.brand_id and j.id = b.job_id
    and j.finished_at < now() - interval '7 days'`,
  jobFiles: `delete from stored_file f using job_report r, job j
    where r.brand_id = f.brand_id and f.id in (r.file_id, r.failed_file_id)
    and j.brand_id = r.brand_id and j.id = r.job_id and j.finished_at < now() - interval '7 days'`,
  jobs: `delete from job where status in ('completed', 'cancelled') and finished_at < now() - interval '90 days'
    or status = 'dead' and finished_at < now() - interval '180 days'`,
  uploads: `delete from stored_file f where created_at < now() - interval '1 day'
    and not exists (select from import i where i.file_id = f.id or i.failed_file_id = f.id)
    and not exists (select from job_report r where r.file_id = f.id or r.failed_file_id = f.id)`,
};

/** What people made or asked for: that it is gone is told by the audit log, under these words. */
const recorded: Partial<Record<string, string>> = {
  invitations: 'invitations',
  jobFiles: 'files',
  uploads: 'files',
};

/** Deletes what brands and accounts have no more use for, every night. Each table of a brand is a transaction of its own. */
export const purgeJob = defineJob({
  name: 'brand.purge',
  input: z.object({}),
  async run({ database, signal, log }) {
    const purged: Record<string, number> = {};
    for (const brandId of await brandIds(database)) {
      signal.throwIfAborted();
      for (const [what, statement] of Object.entries(brandPurges)) {
        const count = await purge(database, brandScope(brandId), statement, recorded[what]);
        purged[what] = (purged[what] ?? 0) + count;
      }
    }
    purged.accountNotifications = await purge(
      database,
      systemScope(),
      `delete from notification where brand_id is null and ${expiredNotifications}`,
    );
    log.info({ purged }, 'expired rows are deleted');
    await removeLeftBehind();
  },
});

async function purge(
  database: Database,
  scope: Scope,
  statement: string,
  recordedAs?: string,
): Promise<number> {
  const outcome = await database.write(scope, async (tx) => {
    const [row] = await tx.query<{ count: string }>(
      `with gone as (${statement} returning 1) select count(*) from gone`,
    );
    const count = Number(row?.count ?? 0);
    if (recordedAs && count > 0) {
      const change = { id: tx.brandId, before: { [recordedAs]: count }, after: { [recordedAs]: 0 } };
      tx.audit({ action: 'brand.purge', subjectType: 'Brand', changes: [change] });
    }
    return done(count);
  });
  return outcome.ok ? outcome.value : 0;
}
