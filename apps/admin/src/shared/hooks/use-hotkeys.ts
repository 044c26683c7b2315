import { useEffect, useLayoutEffect, useRef } from 'react';

type Handler = (event: KeyboardEvent) => void;

/**
 * Keys of the whole page: `mod+k` (Ctrl or ⌘), `/`, `?`. Plain keys are left alone while someone types in a field or
 * a dialog is open.
 */
export function useHotkeys(keys: Record<string, Handler>): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  // Together with what is shown: whoever sees the page can use its keys.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey;
      if (!mod && (event.altKey || isTyping(event.target))) return;
      // Leading away from what isn't saved is for the form's own buttons.
      if (document.querySelector('[data-unsaved="true"]')) return;
      const handler = current.current[`${mod ? 'mod+' : ''}${event.key.toLowerCase()}`];
      if (!handler) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null)
  );
}
