/** A path of this console that may follow a sign-in; anything else (another site, say) becomes the start page. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/';
  return next;
}

/** Goes on to where the operator wanted to be before signing in. */
export function enterConsole(): void {
  location.assign(safeNext(new URLSearchParams(location.search).get('next')));
}
