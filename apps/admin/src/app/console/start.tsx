import { createRoot } from 'react-dom/client';
import type { ViewerQuery } from '../../gql/graphql.ts';
import { createClient } from '../../shared/api/client.ts';
import { RequestFailed } from '../../shared/api/failure.ts';
import { loadNamespaces, startI18n } from '../../shared/i18n/i18n.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { brandOfPath, pageOfPath, rememberBrand } from '../../shared/session/brand-path.ts';
import { ViewerDocument } from '../../shared/session/viewer.graphql.ts';
import { loadMessages } from '../i18n/load-messages.ts';
import { Console } from './console.tsx';
import { goToSignIn } from './go-to-sign-in.ts';
import { entryOf, type PageEntry } from './page-modules.ts';
import { createRouter } from './router.tsx';
import { Unreachable } from './unreachable.tsx';

/** How long what the page shows first is waited for once all else is there: less than drawing a skeleton takes. */
const patienceMs = 150;

/**
 * Starts the console in the brand that the address names, or else the one last worked in.
 * @param asked who is signed in, which was asked before this file had come
 * @param entry the page at the address, whose file is on its way
 */
export async function start(asked: Promise<ViewerQuery>, entry: PageEntry | undefined): Promise<void> {
  const element = document.getElementById('root');
  if (!element) return;
  const root = createRoot(element);
  const translation = startI18n(currentLocale(), loadMessages, ['common']);
  // What can't be fetched is tried again, and reported, by the router.
  const loading =
    entry &&
    Promise.all([entry.load(), loadNamespaces(entry.namespaces)]).then(
      ([module]) => ({ entry, module }),
      () => undefined,
    );
  try {
    const data = await asked;
    if (!data.viewer) return goToSignIn();
    const brandId = data.viewer.brand?.id;
    if (brandId) toAddressOf(brandId);
    const client = createClient(brandId, goToSignIn);
    client.writeQuery({ query: ViewerDocument, data });
    const context = { client, timeZone: data.viewer.brand?.timeZone ?? 'UTC' };
    const [loaded] = await Promise.all([loading, translation]);
    const first = entryOf(pageOfPath(location.pathname)) === entry ? loaded : undefined;
    if (first?.module.ahead && brandId) {
      const params = new URLSearchParams(location.search);
      await Promise.race([first.module.ahead({ ...context, params }), rest(patienceMs)]);
    }
    root.render(<Console client={client} router={createRouter(brandId, context, first)} />);
  } catch (error) {
    await translation;
    root.render(<Unreachable error={error instanceof RequestFailed ? error : new RequestFailed({})} />);
  }
}

/** The same page at the address of the brand; of another brand than the address names, its first page. */
function toAddressOf(brandId: string): void {
  rememberBrand(brandId);
  const { pathname, search, hash } = location;
  if (brandOfPath(pathname) === brandId) return;
  const page = brandOfPath(pathname) ? '/' : pathname;
  history.replaceState(null, '', `/${brandId}${page === '/' ? '' : page}${search}${hash}`);
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
