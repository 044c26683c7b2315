import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { useNavigate } from 'react-router';

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };

/** The arrow keys go from row to row, `x` ticks one, and a click anywhere on a row opens it. */
export function useRowKeys<Row extends { id: string }>(
  scroll: RefObject<HTMLElement | null>,
  options: {
    rows: readonly Row[];
    tick: ((id: string) => void) | undefined;
    reveal: (index: number) => void;
  },
): { onKeyDown: (event: KeyboardEvent) => void; onClick: (event: MouseEvent) => void } {
  const { rows, tick, reveal } = options;
  const navigate = useNavigate();
  return {
    onKeyDown: (event) => {
      const { target } = event;
      if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = Number(target.closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN);
      const row = rows[at];
      if (!row) return;
      if (event.key === 'x' && tick) return tick(row.id);
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = Math.min(rows.length - 1, Math.max(0, at + step));
      const link = () => scroll.current?.querySelector<HTMLElement>(`[data-index="${next}"] [data-open-row]`);
      reveal(next);
      // A row further away comes into the document with the next frame.
      if (link()) link()?.focus();
      else requestAnimationFrame(() => link()?.focus());
    },
    onClick: ({ target }) => {
      if (!(target instanceof Element) || target.closest('a, button, input, label')) return;
      if (window.getSelection()?.toString()) return;
      const to = target.closest('tr')?.getAttribute('data-to');
      if (to) void navigate(to);
    },
  };
}
