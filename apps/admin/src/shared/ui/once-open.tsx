import { type ReactNode, useState } from 'react';

/** What is closed at first (a menu, a dialog) costs nothing until it is opened; from then on it may close as it likes. */
export function OnceOpen({ open, children }: { open: boolean; children: ReactNode }) {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return open || opened ? children : null;
}
