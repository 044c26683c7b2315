import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import type { Rows } from '../api/use-connection.ts';

/** Where lists were scrolled to, by the entry of the history that they were looked at in. */
const scrolled = new Map<string, number>();

/** Where a list is to be scrolled to when it is come back to. */
export function usePlaceBefore(): number {
  return scrolled.get(useLocation().key) ?? 0;
}

/**
 * Keeps a list where it is: on the way back to it, and when rows come or go above what is in view. Another list begins
 * at its top.
 * @param top the row at the top of the view
 */
export function useKeepPlace<Row extends { id: string }>(
  scroll: RefObject<HTMLElement | null>,
  { identity, rows, hasPrevious }: Rows<Row>,
  top: number,
  height: number,
): void {
  const { key } = useLocation();
  const keyNow = useRef(key);
  keyNow.current = key;
  // While it is still in the document: a removed element has forgotten where it was.
  useLayoutEffect(() => {
    const element = scroll.current;
    const place = scrolled.get(keyNow.current) ?? 0;
    if (element && place > 0) element.scrollTop = place;
    return () => {
      if (element) scrolled.set(keyNow.current, element.scrollTop);
    };
  }, [scroll]);

  const inView = useRef({ identity, rows, top, hasPrevious });
  useLayoutEffect(() => {
    const element = scroll.current;
    const before = inView.current;
    inView.current = { identity, rows, top, hasPrevious };
    if (before.identity !== identity) element?.scrollTo(0, 0);
    if (!element || before.identity !== identity || before.rows === rows) return;
    const id = before.rows[before.top]?.id;
    const now = rows.findIndex((row) => row.id === id);
    if (now < 0 || now === before.top || !(before.top > 0 || before.hasPrevious)) return;
    element.scrollTop += (now - before.top) * height;
    inView.current.top = now;
  }, [scroll, identity, rows, top, hasPrevious, height]);
}
