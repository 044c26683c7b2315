import { noId } from '../foundation/ids.ts';
import type { Listener } from '../foundation/listener.ts';

/** What a watcher wants to hear of. */
export interface Watched {
  /** UUID of the brand; null where none is at work. */
  brandId: string | null;
  /** UUID of the operator who watches, null for none: of what is for one operator alone, only theirs is heard. */
  operatorId: string | null;
  topic: string;
  /** One record; all of them without it. */
  subjectId?: string | undefined;
}

interface Watcher extends Watched {
  wake(this: void): void;
}

/**
 * Wakes those in this process who watch something that changed, whichever process changed it. It hands nothing on but
 * the wake: what has changed they read themselves (`readLive`), each from where it stands. So a wake too many does no
 * harm, and after the connection was lost one wake for everyone makes up for all that were lost with it.
 */
export class LiveHub {
  readonly #open: () => Promise<Listener>;
  /** By brand, or by operator for what belongs to accounts. */
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #access = new Map<string, Set<() => void>>();
  #listening: Promise<void> | undefined;

  /** @param open gives the listening connection of the process: called when something is watched for the first time */
  constructor(open: () => Promise<Listener>) {
    this.#open = open;
  }

  /**
   * Calls `wake` when something of this kind may have changed, until the function that it returns is called. Resolves
   * when nothing is missed any more: read only then.
   */
  async watch(watched: Watched, wake: () => void): Promise<() => void> {
    const watcher: Watcher = { ...watched, wake };
    const keys = [watched.brandId, watched.operatorId].filter((key) => key !== null);
    for (const key of keys) add(this.#watchers, key, watcher);
    const stop = () => {
      for (const key of keys) remove(this.#watchers, key, watcher);
    };
    return await this.#once(stop);
  }

  /** Calls `wake` when a session of the operator has ended, or a seat of theirs is another or none. */
  async watchAccess(operatorId: string, wake: () => void): Promise<() => void> {
    const own = () => wake();
    add(this.#access, operatorId, own);
    return await this.#once(() => remove(this.#access, operatorId, own));
  }

  async #once(stop: () => void): Promise<() => void> {
    try {
      this.#listening ??= this.#listen();
      await this.#listening;
    } catch (error) {
      this.#listening = undefined;
      stop();
      throw error;
    }
    return stop;
  }

  async #listen(): Promise<void> {
    const listener = await this.#open();
    await listener.listen(
      'kolony_live',
      (payload) => this.#changed(payload),
      () => this.#wakeAll(this.#watchers.values(), (watcher) => watcher.wake()),
    );
    await listener.listen(
      'kolony_access',
      (operatorId) =>
        this.#wakeAll([this.#access.get(operatorId) ?? new Set<() => void>()], (wake) => wake()),
      () => this.#wakeAll(this.#access.values(), (wake) => wake()),
    );
  }

  #changed(payload: string): void {
    const [topic, , brandId, operatorId, subjectId] = payload
      .split(' ')
      .map((part) => (part === '-' ? null : part));
    for (const watcher of this.#watchers.get(brandId ?? operatorId ?? noId) ?? []) {
      if (watcher.topic !== topic) continue;
      if (operatorId && operatorId !== watcher.operatorId) continue;
      if (watcher.subjectId && watcher.subjectId !== subjectId) continue;
      watcher.wake();
    }
  }

  #wakeAll<Each>(sets: Iterable<Set<Each>>, wake: (each: Each) => void): void {
    for (const set of sets) for (const each of set) wake(each);
  }
}

function add<Value>(map: Map<string, Set<Value>>, key: string, value: Value): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function remove<Value>(map: Map<string, Set<Value>>, key: string, value: Value): void {
  const set = map.get(key);
  set?.delete(value);
  if (set?.size === 0) map.delete(key);
}
