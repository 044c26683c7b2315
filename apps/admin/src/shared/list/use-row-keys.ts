import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { useNavigate } from 'react-router';

/** What letters do with a row; `moveOn` leads to the next one, for what takes its row away. */
export type RowKeys<Row> = Readonly<Record<string, (row: Row, moveOn: () => void) => void>>;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };

/** The arrow keys go from row to row, `x` ticks one, a click anywhere on a row opens it; further keys as the list has them. */
export function useRowKeys<Row extends { id: string }>(
  scroll: RefObject<HTMLElement | null>,
  options: {
    rows: readonly Row[];
    tick: ((id: string) => void) | undefined;
    reveal: (index: number) => void;
    keys?: RowKeys<Row> | undefined;
  },
): { onKeyDown: (event: KeyboardEvent) => void; onClick: (event: MouseEvent) => void } {
  const { rows, tick, reveal, keys } = options;
  const navigate = useNavigate();
  return {
    onKeyDown: (event) => {
      const { target } = event;
      if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = Number(target.closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN);
      const row = rows[at];
      if (!row) return;
      if (event.key === 'x' && tick) return tick(row.id);
      // A letter typed into a field of a row is a letter.
      const act = target.closest('input, select, textarea') ? undefined : keys?.[event.key.toLowerCase()];
      const step = act ? 0 : steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const goTo = (index: number) => {
        const next = Math.min(rows.length - 1, Math.max(0, index));
        const link = () =>
          scroll.current?.querySelector<HTMLElement>(`[data-index="${next}"] [data-open-row]`);
        reveal(next);
        // A row further away comes into the document with the next frame.
        if (link()) link()?.focus();
        else requestAnimationFrame(() => link()?.focus());
      };
      if (act) act(row, () => goTo(at + 1 < rows.length ? at + 1 : at - 1));
      else goTo(at + step);
    },
    onClick: ({ target }) => {
      if (!(target instanceof Element) || target.closest('a, button, input, label')) return;
      if (window.getSelection()?.toString()) return;
      const to = target.closest('tr')?.getAttribute('data-to');
      if (to) void navigate(to);
    },
  };
}
