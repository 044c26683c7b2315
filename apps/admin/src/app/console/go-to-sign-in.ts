/** Leaves for the sign-in, to come back to the same place afterwards. */
export function goToSignIn(): void {
  const here = location.pathname + location.search;
  location.replace(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`);
}
