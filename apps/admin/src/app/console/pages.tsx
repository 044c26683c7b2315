import type { RouteObject } from 'react-router';
import type { PageContext } from '../../shared/api/ahead.ts';
import { loadNamespaces } from '../../shared/i18n/i18n.ts';
import { type PageEntry, type PageModule, pageEntries } from './page-modules.ts';
import { PageCrashed, PageNotFound } from './page-states.tsx';

type Context = Omit<PageContext, 'params'>;

/** A page with its file and its messages. */
export interface LoadedPage {
  entry: PageEntry;
  module: PageModule;
}

/** The routes of all pages: each with its file and the messages it needs, fetched only when someone goes there. */
export function pageRoutes(context: Context, first: LoadedPage | undefined): RouteObject[] {
  return [
    ...pageEntries.map((entry) => ({
      id: entry.path,
      path: entry.path,
      errorElement: <PageCrashed />,
      // What the page needs first is begun when someone goes there; afterwards it sees to itself.
      shouldRevalidate: () => false,
      ...(entry === first?.entry ? shown(first.module, context) : { lazy: () => loaded(entry, context) }),
    })),
    { path: '*', element: <PageNotFound /> },
  ];
}

async function loaded({ load, namespaces }: PageEntry, context: Context) {
  const [module] = await Promise.all([load(), loadNamespaces(namespaces)]);
  return shown(module, context);
}

function shown(
  { Component, ahead }: PageModule,
  context: Context,
): Pick<RouteObject, 'Component' | 'loader'> {
  if (!ahead) return { Component };
  return {
    Component,
    loader: ({ request }) => {
      void ahead({ ...context, params: new URL(request.url).searchParams });
      return null;
    },
  };
}
