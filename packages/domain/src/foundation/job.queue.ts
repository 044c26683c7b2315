import pg from 'pg';
import { type Db, PgBoss, type QueueOptions } from 'pg-boss';
import { atMost } from './at-most.ts';
import type { JobDefinition, JobSchedule } from './jobs.ts';
import type { Listener } from './listener.ts';
import type { Log } from './log.ts';

/** Where jobs land that could not even report their failure: their worker died or hung at the last attempt. */
export const lostJobsQueue = 'lost';
/** What waits is never thrown away, however long no worker runs: its row would wait for ever. */
const keepWaitingSeconds = 10 * 365 * 24 * 3600;
/** The row of a job tells how it ended; the entry is of no use any more. */
const keepEndedSeconds = 24 * 3600;
const scheduleTimeZone = 'Asia/Shanghai';
/** Most connections that the queue's own statements use at once. */
const queueConnections = 2;

/**
 * How quickly the queue notices things. A worker that hangs is noticed `heartbeatSeconds` after its last sign of life and
 * `superviseSeconds` later at most, one that died at once (its session locks are gone). Every `pollSeconds` it is looked,
 * for all queues in one statement, whether something is due that no notification told of: retries.
 */
export interface QueueTuning {
  heartbeatSeconds: number;
  superviseSeconds: number;
  pollSeconds: number;
}
export const defaultTuning: QueueTuning = { heartbeatSeconds: 20, superviseSeconds: 30, pollSeconds: 3 };
/** How often each worker looks for itself all the same. */
export const floorSeconds = 60;

/** Installs or upgrades the tables of the queue (schema `pgboss`), as the owner. Quick when there is nothing to do. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
}

/** pg-boss on connections that are there already: the pool for its statements, the listener to be woken. */
export function openQueue(pool: pg.Pool, listener: Listener, log: Log, tuning: QueueTuning): PgBoss {
  const boss = new PgBoss({
    db: {
      // All queues look for jobs at the same moment: each would keep a connection of the pool awake.
      executeSql: atMost(queueConnections, (text: string, values?: unknown[]) =>
        executeOn(pool, text, values),
      ),
      async listen(channel, onNotification, onReconnect) {
        await listener.listen(channel, onNotification, onReconnect);
        return { close: () => listener.unlisten(channel).catch(() => undefined) };
      },
    },
    useListenNotify: true,
    superviseIntervalSeconds: tuning.superviseSeconds,
    monitorIntervalSeconds: tuning.superviseSeconds,
    cronWorkerIntervalSeconds: 30,
    flowIntervalSeconds: 3600,
    bamIntervalSeconds: 3600,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reports an error'));
  boss.on('warning', ({ message, data }) => log.warn({ data }, `job queue: ${message}`));
  return boss;
}

/** The statements of pg-boss within a transaction that someone else has begun on this client. */
export function queueOn(client: pg.ClientBase): Db {
  return { executeSql: (text, values) => client.query({ text, values, types: pg.types }) };
}

async function executeOn(pool: pg.Pool, text: string, values?: unknown[]): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await client.query({ text, values, types: pg.types });
  } catch (error) {
    // Several statements that open a transaction of their own leave it open when one of them fails.
    await client.query('rollback').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Brings the queues and the schedules in line with the jobs of this build: creates, updates, and unschedules. */
export async function syncQueues(
  boss: PgBoss,
  jobs: readonly JobDefinition[],
  schedules: readonly JobSchedule[],
  tuning: QueueTuning,
): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  const wanted: [string, QueueOptions & { notify: boolean; deadLetter?: string }][] = [
    [
      lostJobsQueue,
      {
        notify: true,
        retryLimit: 5,
        retryDelay: 5,
        retryBackoff: true,
        retentionSeconds: keepWaitingSeconds,
        deleteAfterSeconds: keepEndedSeconds,
      },
    ],
    ...jobs.map((job): [string, QueueOptions & { notify: boolean; deadLetter: string }] => [
      job.name,
      {
        notify: true,
        deadLetter: lostJobsQueue,
        heartbeatSeconds: tuning.heartbeatSeconds,
        expireInSeconds: job.options.timeLimitSeconds,
        retryLimit: job.options.retryLimit,
        retryDelay: job.options.retryDelaySeconds,
        retryDelayMax: job.options.retryDelayMaxSeconds,
        retryBackoff: true,
        retentionSeconds: keepWaitingSeconds,
        deleteAfterSeconds: keepEndedSeconds,
      },
    ]),
  ];
  for (const [name, options] of wanted) {
    const queue = existing.get(name);
    if (!queue) await boss.createQueue(name, options);
    else if (Object.entries(options).some(([key, value]) => Reflect.get(queue, key) !== value)) {
      await boss.updateQueue(name, options);
    }
  }
  const planned = await boss.getSchedules();
  for (const { name, cron } of schedules) {
    if (planned.some((schedule) => schedule.name === name && schedule.cron === cron)) continue;
    await boss.schedule(
      name,
      cron,
      { brandId: null, jobId: null, run: 1, input: {} },
      { tz: scheduleTimeZone, missed: 'once' },
    );
  }
  for (const { name } of planned) {
    if (!schedules.some((schedule) => schedule.name === name)) await boss.unschedule(name);
  }
}
