import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows drawn beside those in sight, so that scrolling meets none that is missing. */
const around = 14;
/** What a page has above its list at least, title and filters, in pixels. */
const above = 100;

interface Sight {
  from: number;
  to: number;
  around: number;
}

/** Which rows of a list are to be drawn, of however many: all are equally high. */
export interface RowsInSight {
  /** For the element that scrolls. */
  ref: RefCallback<HTMLElement>;
  /** The row at the top of the view. */
  top: number;
  first: number;
  /** One less than `first` where there is none. */
  last: number;
  /** Scrolls no further than needed to bring a row into view. */
  reveal: (index: number) => void;
}

/**
 * @param options.head height of what stays at the top of the element while it scrolls, in pixels
 * @param options.offset where the element is scrolled to at first
 */
export function useRowsInSight(options: {
  count: number;
  height: number;
  head: number;
  offset: number;
}): RowsInSight {
  const { count, height, head } = options;
  const element = useRef<HTMLElement>(null);
  // Until the element is laid out, it is taken to be as high as the window leaves it at most: asking it would have the
  // browser lay out the whole page at once, and all of it again afterwards.
  const [sight, setSight] = useState<Sight>(() => ({
    ...rowsAt(options.offset, innerHeight - above - head, height),
    around: 0,
  }));
  const heightNow = useRef(height);
  heightNow.current = height;
  const look = useCallback(() => {
    if (!element.current) return;
    const { scrollTop, clientHeight } = element.current;
    const { from, to } = rowsAt(scrollTop, clientHeight, heightNow.current);
    setSight((before) =>
      before.from === from && before.to === to && before.around === around ? before : { from, to, around },
    );
  }, []);
  const ref = useCallback(
    (node: HTMLElement) => {
      element.current = node;
      const follow = () => flushSync(look);
      const observer = new ResizeObserver(look);
      observer.observe(node);
      node.addEventListener('scroll', follow, { passive: true });
      return () => {
        observer.disconnect();
        node.removeEventListener('scroll', follow);
        element.current = null;
      };
    },
    [look],
  );
  const measured = useRef(height);
  useEffect(() => {
    if (measured.current !== height) look();
    measured.current = height;
  }, [height, look]);

  const first = Math.max(0, Math.min(sight.from - sight.around, count - 1));
  return {
    ref,
    top: sight.from,
    first,
    last: Math.min(count - 1, sight.to + sight.around),
    reveal: (index) => {
      const node = element.current;
      if (!node) return;
      const start = index * height;
      const lowest = start + height + head - node.clientHeight;
      if (start < node.scrollTop) node.scrollTop = start;
      else if (lowest > node.scrollTop) node.scrollTop = lowest;
    },
  };
}

function rowsAt(offset: number, view: number, height: number): { from: number; to: number } {
  return { from: Math.max(0, Math.floor(offset / height)), to: Math.ceil((offset + view) / height) };
}
