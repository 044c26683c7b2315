import { isLeaving } from '../../shared/session/leaving.ts';

/** Leaves for the sign-in, to come back to the same place afterwards; not after a sign-out, which leads there by itself. */
export function goToSignIn(): void {
  if (isLeaving()) return;
  const here = location.pathname + location.search;
  location.replace(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`);
}
