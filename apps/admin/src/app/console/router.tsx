import { createBrowserRouter } from 'react-router';
import type { PageContext } from '../../shared/api/ahead.ts';
import { Shell } from '../shell/shell.tsx';
import { PageCrashed, PageLoading } from './page-states.tsx';
import { type LoadedPage, pageRoutes } from './pages.tsx';

export type Router = ReturnType<typeof createBrowserRouter>;

/**
 * The brand at work is the first part of every address; pages know nothing of it.
 * @param first the page at the address, when it is there already: it is shown at once then
 */
export function createRouter(
  brandId: string | undefined,
  context: Omit<PageContext, 'params'>,
  first: LoadedPage | undefined,
): Router {
  return createBrowserRouter(
    [
      {
        element: <Shell />,
        errorElement: <PageCrashed />,
        HydrateFallback: PageLoading,
        children: pageRoutes(context, first),
      },
    ],
    {
      ...(brandId && { basename: `/${brandId}` }),
      // What its loader begins has begun.
      ...(first && { hydrationData: { loaderData: { [first.entry.path]: null } } }),
    },
  );
}
