import { createBrowserRouter } from 'react-router';
import { Shell } from '../shell/shell.tsx';
import { PageCrashed, PageLoading } from './page-states.tsx';
import { pages } from './pages.tsx';

/** The brand at work is the first part of every address; pages know nothing of it. */
export function createRouter(brandId: string | undefined): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter(
    [
      {
        element: <Shell />,
        errorElement: <PageCrashed />,
        HydrateFallback: PageLoading,
        children: pages,
      },
    ],
    brandId ? { basename: `/${brandId}` } : {},
  );
}
