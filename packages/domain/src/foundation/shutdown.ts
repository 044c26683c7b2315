import type { Log } from './log.ts';

/** Within these milliseconds what runs is finished; then the process ends all the same. */
const usualFinishWithinMs = 20_000;

/**
 * What a process has started, to be closed in the opposite order, once, whoever asks for it: a signal at any time,
 * while it still starts too, or a start that failed.
 */
export class Shutdown {
  readonly #started: (() => Promise<unknown>)[] = [];
  readonly #finishWithinMs: number;
  #closing: Promise<void> | undefined;
  /** Where it says what it does; until there is a log it says nothing. */
  log: Log | undefined;

  constructor({ finishWithinMs = usualFinishWithinMs } = {}) {
    this.#finishWithinMs = finishWithinMs;
  }

  /** Adds what closes something that was just started. When the end has begun, it is closed at once. */
  add(close: () => Promise<unknown>): void {
    this.#started.push(close);
    if (this.#closing) this.#closing = this.#closing.then(() => this.#closeAll());
  }

  get begun(): boolean {
    return this.#closing !== undefined;
  }

  /** Closes everything; resolves when that is done. What fails to close doesn't keep the rest from it. */
  async end(): Promise<void> {
    this.#closing ??= this.#closeAll();
    await this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (let close = this.#started.pop(); close; close = this.#started.pop()) {
      await close().catch((err: unknown) => this.log?.error({ err }, 'something did not close'));
    }
  }

  /** Runs a start; when it fails, what it has started is closed. One that was broken off is no failure. */
  async whileStarting(start: () => Promise<void>): Promise<void> {
    try {
      await start();
    } catch (error) {
      const told = this.begun;
      await this.end();
      // What breaks because its start was broken off is no failure; the process is about to end.
      if (!told) throw error;
    }
  }

  /** Ends the process in good order at these signals; a second one ends it at once. */
  onSignals(signals: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT']): void {
    for (const each of signals) {
      process.on(each, (signal) => {
        if (this.begun) process.exit(1);
        this.endProcess({ signal });
      });
    }
  }

  /** Ends the process in good order, or after a while in whatever order. Asked again, it goes on. */
  endProcess(why: object = {}): void {
    if (this.begun) return;
    this.log?.info(why, 'finishing what is running, then ending');
    setTimeout(() => {
      const seconds = this.#finishWithinMs / 1000;
      this.log?.warn({ seconds }, 'ending though something is still running');
      process.exit(1);
    }, this.#finishWithinMs).unref();
    void this.end().then(() => {
      this.log?.info({}, 'ended');
      process.exit(0);
    });
  }
}
