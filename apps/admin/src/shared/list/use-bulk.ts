import { useCallback, useRef, useState } from 'react';

export interface BulkFailure {
  id: string;
  message: string;
}
export interface BulkState {
  total: number;
  done: number;
  failures: BulkFailure[];
  running: boolean;
  stopped: boolean;
}

const atOnce = 4;

/** One act on many records, a few at a time: counts honestly, keeps what failed and why, and can be stopped. */
export function useBulk(): {
  state: BulkState | undefined;
  run: (ids: string[], act: (id: string) => Promise<string | undefined>) => Promise<void>;
  stop: () => void;
  clear: () => void;
} {
  const [state, setState] = useState<BulkState>();
  const stopping = useRef(false);
  const run = useCallback(async (ids: string[], act: (id: string) => Promise<string | undefined>) => {
    stopping.current = false;
    let done = 0;
    const failures: BulkFailure[] = [];
    const waiting = [...ids];
    const show = (running: boolean) =>
      setState({ total: ids.length, done, failures: [...failures], running, stopped: stopping.current });
    show(true);
    const work = async () => {
      for (let id = waiting.shift(); id !== undefined && !stopping.current; id = waiting.shift()) {
        const message = await act(id);
        done += 1;
        if (message) failures.push({ id, message });
        show(true);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    show(false);
  }, []);
  return {
    state,
    run,
    stop: useCallback(() => {
      stopping.current = true;
    }, []),
    clear: useCallback(() => setState(undefined), []),
  };
}
