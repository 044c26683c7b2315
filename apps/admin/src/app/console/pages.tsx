import type { ComponentType } from 'react';
import { matchRoutes, type RouteObject } from 'react-router';
import { loadNamespaces } from '../../shared/i18n/i18n.ts';
import { PageCrashed, PageNotFound } from './page-states.tsx';

/** A page that is fetched, with the messages it needs, only when someone goes there. */
function page(path: string, namespaces: string[], load: () => Promise<ComponentType>): RouteObject {
  return {
    path,
    errorElement: <PageCrashed />,
    lazy: async () => {
      const [Component] = await Promise.all([load(), loadNamespaces(namespaces)]);
      return { Component };
    },
  };
}

/** Every page of the console, by its path within a brand. */
export const pages: RouteObject[] = [
  page('/', ['overview'], () =>
    import('../../features/overview/overview-page.tsx').then((m) => m.OverviewPage),
  ),
  page('/members', ['member'], () =>
    import('../../features/member/members-page.tsx').then((m) => m.MembersPage),
  ),
  page('/members/:id', ['member'], () =>
    import('../../features/member/member-page.tsx').then((m) => m.MemberPage),
  ),
  page('/orders', ['order'], () => import('../../features/order/orders-page.tsx').then((m) => m.OrdersPage)),
  page('/orders/:id', ['order'], () =>
    import('../../features/order/order-page.tsx').then((m) => m.OrderPage),
  ),
  page('/security', ['operator'], () =>
    import('../../features/operator/security/security-page.tsx').then((m) => m.SecurityPage),
  ),
  page('/brand', ['brand'], () => import('../../features/brand/brand-page.tsx').then((m) => m.BrandPage)),
  page('/operators', ['team'], () =>
    import('../../features/team/operators-page.tsx').then((m) => m.OperatorsPage),
  ),
  page('/roles', ['team'], () => import('../../features/team/roles-page.tsx').then((m) => m.RolesPage)),
  page('/audit', ['audit', 'member'], () =>
    import('../../features/audit/audit-page.tsx').then((m) => m.AuditPage),
  ),
  page('/imports', ['import'], () =>
    import('../../features/import/imports-page.tsx').then((m) => m.ImportsPage),
  ),
  page('/imports/new', ['import'], () =>
    import('../../features/import/import-new-page.tsx').then((m) => m.ImportNewPage),
  ),
  page('/imports/:id', ['import'], () =>
    import('../../features/import/import-page.tsx').then((m) => m.ImportPage),
  ),
  page('/jobs', ['job'], () => import('../../features/job/jobs-page.tsx').then((m) => m.JobsPage)),
  { path: '*', element: <PageNotFound /> },
];

/** Begins to fetch the page of a path while something else is still being waited for. */
export function preloadPage(path: string): void {
  const { lazy } = matchRoutes(pages, path)?.at(-1)?.route ?? {};
  // What fails here fails again, and is shown, when the page is opened.
  if (typeof lazy === 'function') lazy().catch(() => undefined);
}
