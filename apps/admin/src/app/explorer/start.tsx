import '../../shared/ui/tokens.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from '../../features/explorer/explorer.tsx';
import { words } from '../../features/explorer/words.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { leaveWithOthers } from '../../shared/session/leaving.ts';
import { goToSignIn } from '../console/go-to-sign-in.ts';
import { whoIsSignedIn } from '../console/who-is-signed-in.ts';

/** The API explorer is for those who are signed in; everybody else signs in first and comes back. */
async function start(element: HTMLElement): Promise<void> {
  const text = words[currentLocale()];
  document.title = `${text.title} · Kolony`;
  leaveWithOthers();
  try {
    const { viewer } = await whoIsSignedIn();
    if (!viewer) return goToSignIn();
    createRoot(element).render(<Explorer viewer={viewer} />);
  } catch {
    element.textContent = text.unreachable;
  }
}

const root = document.getElementById('root');
if (root) void start(root);
