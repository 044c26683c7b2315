const reachable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';

/** Where the focus was: what had it, all that surrounds it, and the row or item it belongs to among its like. */
interface Place {
  element: Element;
  around: Element[];
  rows: Element[];
  at: number;
}

/**
 * Keeps the focus on the page when what had it goes away: the button of a row that was dealt with, the form that was saved.
 * It goes to what now stands there, else to the page itself; the browser would let who works by keyboard begin at the top.
 * @returns ends it
 */
export function keepFocus(main: HTMLElement | null): (() => void) | undefined {
  if (!main) return undefined;
  let place: Place | undefined;
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof Element) place = placeOf(target, main);
  };
  // Who presses beside everything wants nothing to have the focus; in a dialog, what opened it still waits for it.
  const forget = ({ target }: PointerEvent) => {
    if (target instanceof Element && !target.closest('.MuiModal-root')) place = undefined;
  };
  const observer = new MutationObserver(() => {
    if (!place || place.element.isConnected || document.activeElement !== document.body) return;
    // What lies above the page has the focus, or gives it back when it is gone.
    if (document.querySelector('.MuiModal-root')) return;
    const next = remaining(place) ?? main;
    place = undefined;
    next.focus({ preventScroll: true });
  });
  main.addEventListener('focusin', remember);
  document.addEventListener('pointerdown', forget, true);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    main.removeEventListener('focusin', remember);
    document.removeEventListener('pointerdown', forget, true);
    observer.disconnect();
  };
}

function placeOf(element: Element, main: Element): Place {
  const around: Element[] = [];
  for (let one = element.parentElement; one && one !== main; one = one.parentElement) around.push(one);
  const row = around.find((one) => one.matches('tr, li'));
  const rows = row?.parentElement ? [...row.parentElement.children] : [];
  return { element, around, rows, at: row ? rows.indexOf(row) : -1 };
}

/** What can have the focus where it was: in the same row, or in the next one that is left, or in the one before. */
function remaining({ around, rows, at }: Place): HTMLElement | undefined {
  const row = rows[at];
  if (row?.isConnected) {
    const within = around.filter((one) => one.isConnected && row.contains(one));
    return found(within, reachable);
  }
  const others = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0)).reverse()];
  const left = others.filter((one) => one.isConnected);
  // What a row is opened by comes first: an act on it may have no question before it.
  return found(left, '[data-open-row], a[href]') ?? found(left, reachable);
}

function found(places: readonly Element[], selector: string): HTMLElement | undefined {
  for (const place of places) {
    const one = place.querySelector(selector);
    if (one instanceof HTMLElement) return one;
  }
  return undefined;
}
