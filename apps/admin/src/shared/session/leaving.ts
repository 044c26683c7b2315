const signedOutKey = 'kolony.signedOut';
const signingOutKey = 'kolony.signingOut';
/** A tab that hears no more of a sign-out in another goes on by itself. */
const patienceMs = 30_000;
let leaving = false;

/** Whether the page is being left for good: then nobody is asked about what isn't saved, nor led back here later. */
export function isLeaving(): boolean {
  return leaving;
}

/** A sign-out is on its way, or failed: what else is refused meanwhile, in any tab, is its doing. */
export function setLeaving(on: boolean): void {
  leaving = on;
  if (on) localStorage.setItem(signingOutKey, String(Date.now()));
  else localStorage.removeItem(signingOutKey);
}

function leaveSoon(on: boolean): void {
  leaving = on;
  if (on) setTimeout(() => leaveSoon(false), patienceMs);
}

/** Leaves for the sign-in after a sign-out. Nothing that was typed or looked at stays, on the screen or in the tab. */
function leaveForGood(): void {
  leaving = true;
  sessionStorage.clear();
  location.replace('/sign-in');
}

/** Whoever signs out in one tab leaves them all. */
export function leaveEverywhere(): void {
  localStorage.setItem(signedOutKey, String(Date.now()));
  leaveForGood();
}

/** Follows a sign-out in another tab. */
export function leaveWithOthers(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === signedOutKey && newValue) leaveForGood();
    if (key === signingOutKey) leaveSoon(newValue !== null);
  });
  // Nor is a page as it was left found by going back to it.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
