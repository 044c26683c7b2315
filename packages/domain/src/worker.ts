import { awardToAllJob, badgeSchedule, followBadgesJob } from './badge/badge.jobs.ts';
import { birthdaySchedule, keepBirthdaysJob } from './birthday/birthday.jobs.ts';
import { couponSchedule, issueCouponsJob, settleCouponsJob } from './coupon/coupon.jobs.ts';
import { earningSchedule, settleOrdersJob } from './earning/earning.jobs.ts';
import { exportMembersJob, exportOrdersJob } from './export/export.jobs.ts';
import { removeLeftBehind } from './file/temporary-file.ts';
import type { Database } from './foundation/database.ts';
import { startWorker as startWorkerWith } from './foundation/job.worker.ts';
import type { JobDefinition, JobSchedule } from './foundation/jobs.ts';
import type { Listener } from './foundation/listener.ts';
import type { Log } from './foundation/log.ts';
import type { SmsSettings } from './foundation/sms.ts';
import { checkImportJob, runImportJob, undoImportJob } from './import/import.jobs.ts';
import { auditCheckJob } from './job/audit-check.jobs.ts';
import { resealBrandJob, retireKeysJob } from './job/keys.jobs.ts';
import { purgeJob } from './job/purge.jobs.ts';
import { purgeBucketsJob, purgeBucketsSchedule } from './limit/limit.jobs.ts';
import { purgeLiveJob, purgeLiveSchedule } from './live/live.jobs.ts';
import { tagMembersJob } from './member/member.jobs.ts';
import { followProfilesJob, memberEventSchedule } from './member-event/member-event.jobs.ts';
import { tellOfJob } from './notification/job-notices.service.ts';
import { purgeSignInsJob, purgeSignInsSchedule } from './operator/operator.jobs.ts';
import { pointsSchedules, settlePointsJob, verifyPointsJob } from './points/points.jobs.ts';
import {
  calculateStandingsJob,
  refreshStandingsJob,
  renewStandingsJob,
  standingSchedules,
} from './standing/standing.jobs.ts';
import { previewLadderJob, runLadderJob } from './tier/tier.jobs.ts';

/** Every job there is. Each is defined in the folder of its noun. */
export const jobs: readonly JobDefinition[] = [
  purgeSignInsJob,
  purgeBucketsJob,
  purgeJob,
  auditCheckJob,
  resealBrandJob,
  retireKeysJob,
  checkImportJob,
  runImportJob,
  undoImportJob,
  tagMembersJob,
  exportMembersJob,
  exportOrdersJob,
  purgeLiveJob,
  settlePointsJob,
  settleOrdersJob,
  verifyPointsJob,
  followProfilesJob,
  keepBirthdaysJob,
  followBadgesJob,
  awardToAllJob,
  calculateStandingsJob,
  refreshStandingsJob,
  renewStandingsJob,
  issueCouponsJob,
  settleCouponsJob,
  runLadderJob,
  previewLadderJob,
];

/** What happens every night, or more often, by the clock of Shanghai. */
export const schedules: readonly JobSchedule[] = [
  { name: purgeJob.name, cron: '10 3 * * *' },
  { name: auditCheckJob.name, cron: '30 3 * * *' },
  { name: retireKeysJob.name, cron: '50 3 * * *' },
  purgeSignInsSchedule,
  purgeBucketsSchedule,
  purgeLiveSchedule,
  ...pointsSchedules,
  earningSchedule,
  memberEventSchedule,
  birthdaySchedule,
  badgeSchedule,
  ...standingSchedules,
  couponSchedule,
];

/**
 * Lets a process that runs no jobs end those that wait, by cancelling them, with all that follows from it. A worker knows
 * by itself.
 */
export function knowJobs(database: Database, log: Log): void {
  database.useJobs({ jobs, log, ended: tellOfJob });
}

/** What the process that runs jobs gives. */
export interface DomainWorkerOptions {
  /** With its keyring loaded; left open. */
  database: Database;
  /** Where the same database is reached for one connection that listens; or one that is there, and stays open. */
  url?: string;
  listener?: Listener;
  log: Log;
  /** Without an SMTP address mail isn't sent. */
  mail: { smtpUrl?: string | undefined; from: string };
  /** Without it, no text messages are sent. */
  sms?: SmsSettings | null;
}

/** Starts a worker with all jobs of the domain: in the gateway's process or in one of its own, in any number. */
export async function startWorker(options: DomainWorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { database, url, listener, log, mail, sms = null } = options;
  await removeLeftBehind();
  return await startWorkerWith({
    database,
    ...(url !== undefined && { url }),
    ...(listener && { listener }),
    log,
    jobs,
    schedules,
    ended: tellOfJob,
    mail: mail.smtpUrl ? { url: mail.smtpUrl, from: mail.from } : null,
    sms,
  });
}
