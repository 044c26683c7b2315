export const signedOutKey = 'kolony.signedOut';

/** Whoever signs out in one tab leaves them all: what they typed and looked at doesn't stay open in the others. */
export function leaveWithOthers(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== signedOutKey || !newValue) return;
    sessionStorage.clear();
    location.replace('/sign-in');
  });
  // Nor is a page as it was left found by going back to it.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
