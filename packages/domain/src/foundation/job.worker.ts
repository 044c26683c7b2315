import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import { dueQueues, JobClaims, takeBackOrphans } from './job.claims.ts';
import type { JobEndedHook } from './job.ended.ts';
import {
  defaultTuning,
  floorSeconds,
  lostJobsQueue,
  openQueue,
  type QueueTuning,
  syncQueues,
} from './job.queue.ts';
import { JobRecord, type QueuedRun } from './job.record.ts';
import { JobCancelled, JobInterrupted, runQueued } from './job.runner.ts';
import type { JobDefinition, JobSchedule } from './jobs.ts';
import { followKeys } from './keyring-watch.ts';
import { Listener } from './listener.ts';
import type { Log } from './log.ts';
import { mailJob } from './mail.jobs.ts';
import type { MailSettings } from './mail.ts';
import { Relay } from './relay.ts';
import { smsJob } from './sms.jobs.ts';
import type { SmsSettings } from './sms.ts';

/** What a worker needs. */
export interface WorkerOptions {
  /** With its keyring loaded. The worker leaves it open. */
  database: Database;
  /** Where the same database is reached for one connection that listens, of the worker's own. */
  url?: string;
  /** A connection that listens, in place of one of its own. The worker leaves it open. */
  listener?: Listener;
  log: Log;
  jobs: readonly JobDefinition[];
  schedules?: readonly JobSchedule[];
  /** What follows from the end of any job of a brand, after its kind's own `ended`. */
  ended?: JobEndedHook;
  /** Null when mail isn't set up. */
  mail: MailSettings | null;
  /** Left out or null where no SMS gateway is set up. */
  sms?: SmsSettings | null;
  /** How long running jobs may go on at `stop`, before they are aborted and put back. 10,000 ms unless told. */
  graceMs?: number;
  tuning?: Partial<QueueTuning>;
}

const unwindMs = 2_000;

/**
 * Runs jobs until it is stopped: hands the outbox on to the queue, takes jobs from it, sends the mail, keeps the
 * schedules, and takes over jobs of workers that died. Any number of workers may run, in this process or others.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { url, listener = url === undefined ? undefined : await Listener.open(url, options.log) } = options;
  if (!listener) throw new Error('a worker needs a connection that listens, or where to open one');
  const worker = new Worker(options, listener);
  try {
    await worker.start();
  } catch (error) {
    await worker.stop();
    throw error;
  }
  return { stop: () => worker.stop() };
}

interface Running {
  queueId: string;
  jobId: string | null;
  controller: AbortController;
}

class Worker {
  readonly #options: WorkerOptions;
  readonly #listener: Listener;
  readonly #boss: PgBoss;
  readonly #claims: JobClaims;
  readonly #relay: Relay;
  readonly #mail: ReturnType<typeof mailJob>;
  readonly #jobs: readonly JobDefinition[];
  readonly #tuning: QueueTuning;
  readonly #running = new Set<Running>();
  /** The workers of a queue, by its name. */
  readonly #workers = new Map<string, string[]>();
  #round: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: WorkerOptions, listener: Listener) {
    const { database, log, mail, sms = null } = options;
    this.#options = options;
    this.#listener = listener;
    this.#tuning = { ...defaultTuning, ...options.tuning };
    this.#mail = mailJob(mail);
    this.#jobs = [...options.jobs, this.#mail.job, smsJob(sms)];
    database.useJobs({ jobs: this.#jobs, log, ended: options.ended });
    this.#boss = openQueue(database.pool, listener, log, this.#tuning);
    this.#claims = new JobClaims(listener);
    this.#relay = new Relay(database, this.#boss, this.#names, log);
  }

  get #names(): string[] {
    return this.#jobs.map(({ name }) => name);
  }

  async start(): Promise<void> {
    const { database, log, schedules = [] } = this.#options;
    await this.#boss.start();
    await syncQueues(this.#boss, this.#jobs, schedules, this.#tuning);
    await this.#listener.listen(
      'kolony_outbox',
      () => this.#relay.wake(),
      () => this.#relay.wake(),
    );
    await this.#listener.listen(
      'kolony_job_cancel',
      (jobId) => this.#cancel(jobId),
      () => this.#holdAgain().catch((error: unknown) => log.error({ err: error }, 'jobs are not locked')),
    );
    await followKeys(database, this.#listener, log);
    await this.#takeBackOrphans();
    for (const definition of this.#jobs) {
      for (let at = 0; at < definition.options.concurrency; at++) await this.#work(definition);
    }
    await this.#workOnLost();
    this.#relay.wake();
    this.#round = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
      });
    }, this.#tuning.pollSeconds * 1000);
    log.debug({ jobs: this.#names, database: database.pool.totalCount }, 'the worker takes jobs');
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    clearInterval(this.#round);
    await this.#looking;
    await this.#relay.stop();
    // A job that is being fetched in this moment still comes, and is waited for like those that run.
    const idle = Promise.all([...this.#names, lostJobsQueue].map((name) => this.#boss.offWork(name)));
    await within(this.#options.graceMs ?? 10_000, idle);
    for (const { controller } of this.#running) controller.abort(new JobInterrupted());
    await within(unwindMs, idle);
    await this.#boss.stop({ graceful: false });
    this.#mail.close();
    if (!this.#options.listener) await this.#listener.close();
  }

  async #work(definition: JobDefinition): Promise<void> {
    const { pollSeconds, heartbeatSeconds } = this.#tuning;
    let workerId: string | undefined;
    workerId = await this.#boss.work(
      definition.name,
      {
        includeMetadata: true,
        pollingIntervalSeconds: Math.min(2, pollSeconds),
        notifyPollingIntervalSeconds: floorSeconds,
        heartbeatRefreshSeconds: Math.min(5, heartbeatSeconds / 2),
      },
      async ([job]: JobWithMetadata<QueuedRun>[]) => {
        if (job) await this.#runOne(definition, job);
        // There may be more of them: look at once instead of at the next notification.
        if (workerId) setImmediate((id: string) => this.#boss.notifyWorker(id), workerId);
      },
    );
    this.#knowWorker(definition.name, workerId);
  }

  async #runOne(definition: JobDefinition, job: JobWithMetadata<QueuedRun>): Promise<void> {
    const { database, log } = this.#options;
    const claim = { id: job.id, retryCount: job.retryCount };
    if (!(await this.#claims.hold(job.id))) {
      // Its former process lives and doesn't know yet that it has lost the job.
      await this.#boss.fail(definition.name, claim, { message: 'JOB_STILL_RUNNING' });
      return;
    }
    const controller = new AbortController();
    const running: Running = { queueId: job.id, jobId: job.data.jobId, controller };
    this.#running.add(running);
    try {
      const result = await runQueued(database, log, {
        definition,
        queued: job.data,
        last: job.retryCount >= job.retryLimit,
        attempt: job.retryCount + 1,
        signal: AbortSignal.any([controller.signal, job.signal]),
        cancel: () => controller.abort(new JobCancelled()),
      });
      // Settled here rather than by pg-boss after this returns: until then the lock must be held.
      if (result === 'settled') await this.#boss.complete(definition.name, claim);
      else await this.#boss.fail(definition.name, claim, { message: result.retry });
    } catch (error) {
      log.error({ err: error, job: definition.name }, 'what became of a job could not be noted');
      await this.#boss.fail(definition.name, claim, { message: 'JOB_FAILED' }).catch(() => undefined);
    } finally {
      await this.#claims.release(job.id);
      this.#running.delete(running);
    }
  }

  /** Entries whose every attempt ended without a word: the worker died or hung each time. */
  async #workOnLost(): Promise<void> {
    const { database, log } = this.#options;
    const { pollSeconds } = this.#tuning;
    const workerId = await this.#boss.work(
      lostJobsQueue,
      {
        pollingIntervalSeconds: Math.max(0.5, pollSeconds),
        notifyPollingIntervalSeconds: floorSeconds,
        includeMetadata: true,
      },
      async ([job]: JobWithMetadata<QueuedRun>[]) => {
        if (!job) return;
        const { brandId, jobId, run } = job.data;
        log.error({ job: job.sourceName, jobId, brandId }, 'the job is dead');
        if (brandId && jobId) await new JobRecord(database, brandId, jobId, run).lose('JOB_WORKER_LOST');
      },
    );
    this.#knowWorker(lostJobsQueue, workerId);
  }

  #knowWorker(queue: string, workerId: string): void {
    this.#workers.set(queue, [...(this.#workers.get(queue) ?? []), workerId]);
  }

  #cancel(jobId: string): void {
    for (const { controller, jobId: id } of this.#running) {
      if (id === jobId) controller.abort(new JobCancelled());
    }
  }

  /** Those that another process has taken over while the session was lost are its own now. */
  async #holdAgain(): Promise<void> {
    const overtaken = await this.#claims.holdAgain();
    for (const { queueId, controller } of this.#running) {
      if (overtaken.includes(queueId)) controller.abort(new Error('another process has taken the job over'));
    }
  }

  /** What nobody is notified of: jobs whose worker died, and what has become due. */
  async #look(): Promise<void> {
    await this.#takeBackOrphans();
    try {
      for (const queue of await dueQueues(this.#options.database, [...this.#workers.keys()])) {
        for (const id of this.#workers.get(queue) ?? []) this.#boss.notifyWorker(id);
      }
    } catch (error) {
      this.#options.log.error({ err: error }, 'jobs that are due could not be looked for');
    }
  }

  async #takeBackOrphans(): Promise<void> {
    const { database, log } = this.#options;
    try {
      await takeBackOrphans(database, this.#boss, this.#names, log);
    } catch (error) {
      log.error({ err: error }, 'jobs of dead workers could not be looked for');
    }
  }
}

/** Waits for something, but not longer. */
async function within(ms: number, what: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([what, late]);
  clearTimeout(timer);
}
