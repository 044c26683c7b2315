import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type UrlChanges = Record<string, string | null | undefined>;

/**
 * The state of a page as its address holds it, so that going back, reloading and sharing all bring it back.
 * Empty values leave the address. Changes replace the entry of the history unless `push` is asked for.
 */
export function useUrlState(): [
  URLSearchParams,
  (changes: UrlChanges, options?: { push?: boolean }) => void,
] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: UrlChanges, { push = false }: { push?: boolean } = {}) =>
      setParams(
        () => {
          // What the address says now: the page may be behind it when two changes follow each other closely.
          const after = new URLSearchParams(location.search);
          for (const [key, value] of Object.entries(changes)) {
            if (value) after.set(key, value);
            else after.delete(key);
          }
          return after;
        },
        { replace: !push, preventScrollReset: true },
      ),
    [setParams],
  );
  return [params, change];
}
