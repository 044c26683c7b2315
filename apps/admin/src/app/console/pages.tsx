import type { RouteObject } from 'react-router';
import type { PageContext } from '../../shared/api/ahead.ts';
import { loadNamespaces } from '../../shared/i18n/i18n.ts';
import { type PageEntry, pageEntries } from './page-modules.ts';
import { PageCrashed, PageNotFound } from './page-states.tsx';

/** The routes of all pages: each with its file and the messages it needs, fetched only when someone goes there. */
export function pageRoutes(context: Omit<PageContext, 'params'>): RouteObject[] {
  return [...pageEntries.map((entry) => pageRoute(entry, context)), { path: '*', element: <PageNotFound /> }];
}

function pageRoute({ path, namespaces, load }: PageEntry, context: Omit<PageContext, 'params'>): RouteObject {
  return {
    path,
    errorElement: <PageCrashed />,
    // What the page needs first is begun when someone goes there; afterwards it sees to itself.
    shouldRevalidate: () => false,
    lazy: async () => {
      const [{ Component, ahead }] = await Promise.all([load(), loadNamespaces(namespaces)]);
      return {
        Component,
        ...(ahead && {
          loader: ({ request }) => {
            ahead({ ...context, params: new URL(request.url).searchParams });
            return null;
          },
        }),
      };
    },
  };
}
