import type { Log } from './log.ts';

/** Within these milliseconds what runs is finished; then the process ends all the same. */
const finishWithin = 20_000;

/**
 * What a process has started, to be closed in the opposite order, once, whoever asks for it: a signal at any time,
 * while it still starts too, or a start that failed.
 */
export class Shutdown {
  readonly #started: (() => Promise<unknown>)[] = [];
  #closing: Promise<void> | undefined;
  /** Where it says what it does; until there is a log it says nothing. */
  log: Log | undefined;

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

  /** Ends the process in good order at SIGTERM and Ctrl-C; a second one ends it at once. */
  onSignals(): void {
    const onSignal = (signal: string) => {
      if (this.begun) process.exit(1);
      this.log?.info({ signal }, 'finishing what is running, then ending');
      setTimeout(() => {
        this.log?.warn({ seconds: finishWithin / 1000 }, 'ending though something is still running');
        process.exit(1);
      }, finishWithin).unref();
      void this.end().then(() => {
        this.log?.info({}, 'ended');
        process.exit(0);
      });
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  }
}
