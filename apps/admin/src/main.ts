import './shared/ui/tokens.css';
import './shared/ui/base.css';
import { entryOf } from './app/console/page-modules.ts';
import { whoIsSignedIn } from './app/console/who-is-signed-in.ts';
import { loadMessages } from './app/i18n/load-messages.ts';
import { currentLocale } from './shared/i18n/locale.ts';
import { brandWanted, pageOfPath } from './shared/session/brand-path.ts';
import { leaveWithOthers } from './shared/session/leaving.ts';

const beforeSignIn = ['/sign-in', '/password-reset', '/invitation', '/setup'];

// Pages before sign-in are an application of their own, so that they need neither the client nor the UI library.
if (beforeSignIn.includes(location.pathname)) import('./app/auth/start.tsx').then(({ start }) => start());
else startConsole();

/** This file is small and there early: what is asked of the server is on its way while the console is still coming. */
function startConsole(): void {
  const asked = whoIsSignedIn();
  // What fails here fails again, and is shown, where it is needed.
  asked.catch(() => undefined);
  const page = entryOf(pageOfPath(location.pathname));
  page?.ask?.(new URLSearchParams(location.search), brandWanted());
  page?.load().catch(() => undefined);
  for (const namespace of ['common', ...(page?.namespaces ?? [])])
    loadMessages(currentLocale(), namespace).catch(() => undefined);
  import('./app/console/start.tsx').then(({ start }) => start(asked, page));
  leaveWithOthers();
  readTables(currentLocale());
}

/**
 * The browser reads its tables of numbers and days when something is first written by them, which takes it as long as the
 * rows of a list: better now, while nothing can be drawn yet.
 */
function readTables(locale: string): void {
  new Intl.NumberFormat(locale).format(0);
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).format(0);
}
