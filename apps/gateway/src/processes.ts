import cluster, { type Worker } from 'node:cluster';
import type { Log } from '@kolony/domain/foundation/log';

/** What a process is told when it is to finish what it is doing, and end. */
export const endMessage = 'end';

/** What a process says when it serves: on which port. */
export interface ReadyMessage {
  ready: number;
}

/** A process ended before it served; it has said why itself. */
export class ProcessFailedError extends Error {
  override name = 'ProcessFailedError';
  override message = 'A process of the gateway did not start.';
}

export interface ProcessesOptions {
  count: number;
  log: Log;
  /** Settings of all of them, beside those of this process. */
  settings: Record<string, string>;
  /** Settings of all but the first. */
  settingsOfOthers: Record<string, string>;
}

/** One that lived for so long did not end for how it starts. */
const steadyMs = 60_000;
const longestWaitMs = 30_000;

/** One place among the processes, whichever fills it. */
interface Place {
  settings: Record<string, string>;
  worker: Worker | undefined;
  waiting: NodeJS.Timeout | undefined;
  /** How often in a row one ended soon after it began. */
  failures: number;
}

/**
 * Several processes that serve one port, which this one listens on: it hands each connection to the next of them, so
 * none is refused while one of them lives. One that ends is replaced, at once, and later the more often that happens.
 */
export class Processes {
  readonly #options: ProcessesOptions;
  readonly #places: Place[];
  #ending: Promise<void> | undefined;

  constructor(options: ProcessesOptions) {
    this.#options = options;
    const { count, settings, settingsOfOthers } = options;
    this.#places = Array.from({ length: count }, (_, at) => ({
      settings: at === 0 ? settings : { ...settings, ...settingsOfOthers },
      worker: undefined,
      waiting: undefined,
      failures: 0,
    }));
  }

  /** Starts the first, which shows whether it can be done, then the others; returns the port that all serve. */
  async start(): Promise<number> {
    const [first, ...others] = this.#places;
    const port = first ? await this.#fill(first) : 0;
    await Promise.all(others.map((place) => this.#fill(place)));
    for (const place of this.#places) this.#watch(place);
    return port;
  }

  /** Ends all of them in good order, and replaces none any more. */
  async end(): Promise<void> {
    this.#ending ??= Promise.all(this.#places.map((place) => endOf(place))).then(() => undefined);
    await this.#ending;
  }

  /** Starts a process in a place. Resolves when it serves. @throws ProcessFailedError when it ends before */
  async #fill(place: Place): Promise<number> {
    const worker = cluster.fork(place.settings);
    place.worker = worker;
    return await new Promise<number>((resolve, reject) => {
      worker.on('message', (message: unknown) => {
        if (isReady(message)) resolve(message.ready);
      });
      worker.once('exit', () => reject(new ProcessFailedError()));
    });
  }

  /** Replaces the process of a place once it ends. */
  #watch(place: Place): void {
    const { worker } = place;
    if (!worker) return;
    const began = performance.now();
    const replace = (code: number | null, signal: string | null) => {
      place.worker = undefined;
      if (this.#ending) return;
      place.failures = performance.now() - began > steadyMs ? 0 : place.failures + 1;
      const waitMs = place.failures < 2 ? 0 : Math.min(longestWaitMs, 250 * 2 ** place.failures);
      this.#options.log.error(
        { process: worker.id, code, signal, waitMs },
        'a process has ended; another takes its place',
      );
      place.waiting = setTimeout(() => {
        this.#fill(place).catch(() => undefined);
        this.#watch(place);
      }, waitMs);
    };
    if (worker.isDead()) replace(worker.process.exitCode, worker.process.signalCode);
    else worker.once('exit', replace);
  }
}

async function endOf({ worker, waiting }: Place): Promise<void> {
  clearTimeout(waiting);
  if (!worker || worker.isDead()) return;
  await new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
    // One that is just going can't be told any more.
    worker.send(endMessage, () => undefined);
  });
}

function isReady(message: unknown): message is ReadyMessage {
  return (
    typeof message === 'object' && message !== null && 'ready' in message && typeof message.ready === 'number'
  );
}
