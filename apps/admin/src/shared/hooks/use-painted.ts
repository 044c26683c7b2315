import { useSyncExternalStore } from 'react';

let painted = false;
const listeners = new Set<() => void>();

/** Says that what the console shows first stands; it is told to others once the browser has painted it. */
export function firstPageStands(): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      painted = true;
      for (const listener of listeners) listener();
    }),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether something of the console has been seen: what nobody looks at first waits for it. */
export function usePainted(): boolean {
  return useSyncExternalStore(subscribe, () => painted);
}
