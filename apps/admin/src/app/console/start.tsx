import { createRoot } from 'react-dom/client';
import { RequestFailed } from '../../shared/api/failure.ts';
import { plainRequest } from '../../shared/api/plain-request.ts';
import { loadNamespaces, startI18n } from '../../shared/i18n/i18n.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { brandOfPath, pageOfPath, rememberBrand, rememberedBrand } from '../../shared/session/brand-path.ts';
import { ViewerDocument } from '../../shared/session/viewer.graphql.ts';
import { loadMessages } from '../i18n/load-messages.ts';
import { Console } from './console.tsx';
import { goToSignIn } from './go-to-sign-in.ts';
import { preloadPage } from './pages.tsx';
import { Unreachable } from './unreachable.tsx';

/** Starts the console in the brand that the address names, or else the one last worked in. */
export async function start(): Promise<void> {
  const element = document.getElementById('root');
  if (!element) return;
  const root = createRoot(element);
  const translation = startI18n(currentLocale(), loadMessages, ['common']);
  preloadPage(pageOfPath(location.pathname));
  try {
    const data = await whoIsSignedIn();
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

/** A brand that can't be entered (any more) is no reason to lock someone out: then it's the first of theirs. */
async function whoIsSignedIn() {
  const wanted = brandOfPath(location.pathname) ?? rememberedBrand();
  try {
    return await plainRequest(ViewerDocument, {}, wanted);
  } catch (error) {
    if (!wanted || !(error instanceof RequestFailed) || !error.code) throw error;
    if (error.code === 'UNAUTHENTICATED') goToSignIn();
    return await plainRequest(ViewerDocument, {});
  }
}
