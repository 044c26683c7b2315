import { createBrowserRouter } from 'react-router';
import type { PageContext } from '../../shared/api/ahead.ts';
import { Shell } from '../shell/shell.tsx';
import { PageCrashed, PageLoading } from './page-states.tsx';
import { pageRoutes } from './pages.tsx';

/** The brand at work is the first part of every address; pages know nothing of it. */
export function createRouter(
  brandId: string | undefined,
  context: Omit<PageContext, 'params'>,
): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter(
    [
      {
        element: <Shell />,
        errorElement: <PageCrashed />,
        HydrateFallback: PageLoading,
        children: pageRoutes(context),
      },
    ],
    brandId ? { basename: `/${brandId}` } : {},
  );
}
