import { useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import styles from './toast.module.css';

interface Toast {
  id: number;
  text: string;
  tone: 'neutral' | 'danger';
  action?: { label: string; run: () => void };
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says in passing that something was done, or not; with a way to take it back where there is one. */
export function toast(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  lastId += 1;
  const id = lastId;
  change([...toasts.slice(-2), { id, text, tone: 'neutral', ...options }]);
  setTimeout(
    () => change(toasts.filter((shown) => shown.id !== id)),
    options.action || options.tone ? 9000 : 4500,
  );
}

/** Where toasts appear; one in the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {shown.map(({ id, text, tone, action }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          <span>{text}</span>
          {action && (
            <Button
              variant="text"
              color="inherit"
              onClick={() => {
                action.run();
                change(toasts.filter((other) => other.id !== id));
              }}
            >
              {action.label}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
