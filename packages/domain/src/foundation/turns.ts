import { DomainError } from './errors.ts';

/** Ends a turn. */
export type Leave = () => void;

interface Waiting {
  begin(leave: Leave): void;
}

interface Caller {
  running: number;
  /** In the order in which they came. */
  waiting: Set<Waiting>;
}

export interface TurnsOptions {
  /** Turns that may be taken at once: fewer than there are connections, so that one is always left to find out who asks. */
  atOnce: number;
  /** How many of one caller may wait. */
  mostWaiting: number;
}

/**
 * Turns at the connections of this process. A caller may take as many as are still free then, so some are left for those
 * who come later; what is beyond waits, and the caller who has the fewest goes on first. One who asks for everything at
 * once delays only their own.
 */
export class Turns {
  readonly #callers = new Map<string, Caller>();
  readonly #options: TurnsOptions;
  #running = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /**
   * Begins a turn of a caller, at once or when one is free.
   * @throws DomainError BUSY when too many wait already; the reason of `signal` when that aborts before
   */
  enter(key: string, signal?: AbortSignal): Leave | Promise<Leave> {
    signal?.throwIfAborted();
    const caller = this.#callers.get(key) ?? { running: 0, waiting: new Set() };
    this.#callers.set(key, caller);
    if (caller.waiting.size === 0 && this.#mayBegin(caller)) return this.#begin(key, caller);
    const { mostWaiting } = this.#options;
    if (caller.waiting.size >= mostWaiting) throw new DomainError('BUSY', { seconds: 1 });
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        begin: (leave) => {
          signal?.removeEventListener('abort', giveUp);
          resolve(leave);
        },
      };
      const giveUp = () => {
        caller.waiting.delete(waiting);
        this.#forget(key, caller);
        reject(signal?.reason);
      };
      caller.waiting.add(waiting);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** While more are free than the caller has: one alone gets half of all, the next half of the rest, and so on. */
  #mayBegin({ running }: Caller): boolean {
    return this.#options.atOnce - this.#running > running;
  }

  #begin(key: string, caller: Caller): Leave {
    caller.running += 1;
    this.#running += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      caller.running -= 1;
      this.#running -= 1;
      this.#forget(key, caller);
      this.#next();
    };
  }

  /** Lets those begin who may by now. */
  #next(): void {
    for (;;) {
      let next: { key: string; caller: Caller } | undefined;
      for (const [key, caller] of this.#callers) {
        if (caller.waiting.size === 0 || !this.#mayBegin(caller)) continue;
        if (!next || caller.running < next.caller.running) next = { key, caller };
      }
      const [first] = next?.caller.waiting ?? [];
      if (!next || !first) return;
      next.caller.waiting.delete(first);
      // Behind the others, who are as much in want next time.
      this.#callers.delete(next.key);
      this.#callers.set(next.key, next.caller);
      first.begin(this.#begin(next.key, next.caller));
    }
  }

  #forget(key: string, { running, waiting }: Caller): void {
    if (running === 0 && waiting.size === 0) this.#callers.delete(key);
  }
}
