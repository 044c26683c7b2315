import { createRoot } from 'react-dom/client';
import { Invitation } from '../../features/operator/auth/invitation.tsx';
import { PasswordReset } from '../../features/operator/auth/password-reset.tsx';
import { Setup } from '../../features/operator/auth/setup.tsx';
import { SignIn } from '../../features/operator/auth/sign-in.tsx';
import { startI18n } from '../../shared/i18n/i18n.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { loadMessages } from '../i18n/load-messages.ts';

/** Shows the page before sign-in that the address names. */
export async function start(): Promise<void> {
  const root = document.getElementById('root');
  await startI18n(currentLocale(), loadMessages, ['common', 'operator']);
  if (root) createRoot(root).render(<Page path={location.pathname} />);
}

function Page({ path }: { path: string }) {
  if (path === '/password-reset') return <PasswordReset />;
  if (path === '/invitation') return <Invitation />;
  if (path === '/setup') return <Setup />;
  return <SignIn onIntent={fetchConsole} />;
}

/** Once someone starts to sign in, the console is fetched behind it, so that it opens at once. */
function fetchConsole(): void {
  void import('../console/start.tsx');
}
