import { createRoot } from 'react-dom/client';
import type { ViewerQuery } from '../../gql/graphql.ts';
import { RequestFailed } from '../../shared/api/failure.ts';
import { loadNamespaces, startI18n } from '../../shared/i18n/i18n.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { brandOfPath, rememberBrand } from '../../shared/session/brand-path.ts';
import { loadMessages } from '../i18n/load-messages.ts';
import { Console } from './console.tsx';
import { goToSignIn } from './go-to-sign-in.ts';
import { Unreachable } from './unreachable.tsx';

/**
 * Starts the console in the brand that the address names, or else the one last worked in.
 * @param asked who is signed in, which was asked before this file had come
 */
export async function start(asked: Promise<ViewerQuery>): Promise<void> {
  const element = document.getElementById('root');
  if (!element) return;
  const root = createRoot(element);
  const translation = startI18n(currentLocale(), loadMessages, ['common']);
  try {
    const data = await asked;
    if (!data.viewer) return goToSignIn();
    const brandId = data.viewer.brand?.id;
    if (brandId && brandOfPath(location.pathname) !== brandId) {
      const { pathname, search, hash } = location;
      const page = brandOfPath(pathname) ? '/' : pathname;
      history.replaceState(null, '', `/${brandId}${page === '/' ? '' : page}${search}${hash}`);
    }
    if (brandId) rememberBrand(brandId);
    await Promise.all([translation, loadNamespaces(['common'])]);
    root.render(<Console data={data} brandId={brandId} />);
  } catch (error) {
    await translation;
    root.render(<Unreachable error={error instanceof RequestFailed ? error : new RequestFailed({})} />);
  }
}
