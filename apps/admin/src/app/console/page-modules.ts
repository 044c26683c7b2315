import type { ComponentType } from 'react';
import { askForMembers } from '../../features/member/members-query.ts';
import { askForOrders } from '../../features/order/orders-query.ts';
import type { Ahead } from '../../shared/api/ahead.ts';

/** What the file of a page brings. */
export interface PageModule {
  Component: ComponentType;
  /** Begins to fetch what the page shows first, before it is rendered. */
  ahead?: Ahead;
}

export interface PageEntry {
  /** Within a brand; a part after `:` is any. */
  path: string;
  /** Whose messages the page says. */
  namespaces: string[];
  /** Asks for what the page shows first, as far as its address tells, while all else is still on its way. */
  ask?: (params: URLSearchParams, brandId: string | undefined) => void;
  load: () => Promise<PageModule>;
}

/** Every page of the console. Nothing of a page is fetched before someone goes there. */
export const pageEntries: PageEntry[] = [
  {
    path: '/',
    namespaces: ['overview'],
    load: () =>
      import('../../features/overview/overview-page.tsx').then((m) => ({ Component: m.OverviewPage })),
  },
  {
    path: '/members',
    namespaces: ['member'],
    ask: askForMembers,
    load: async () => {
      const [page, list] = await Promise.all([
        import('./members-page.tsx'),
        import('../../features/member/members-page.tsx'),
      ]);
      return { Component: page.WholeMembersPage, ahead: list.membersAhead };
    },
  },
  {
    path: '/members/:id',
    namespaces: ['member', 'points', 'reward', 'coupon', 'tier', 'badge'],
    load: () => import('./member-page.tsx').then((m) => ({ Component: m.WholeMemberPage })),
  },
  {
    path: '/rfm',
    namespaces: ['rfm'],
    load: () => import('../../features/rfm/rfm-page.tsx').then((m) => ({ Component: m.RfmPage })),
  },
  {
    path: '/rfm/settings',
    namespaces: ['rfm'],
    load: () =>
      import('../../features/rfm/standing-settings-page.tsx').then((m) => ({
        Component: m.StandingSettingsPage,
      })),
  },
  {
    path: '/lifecycle',
    namespaces: ['rfm'],
    load: () => import('../../features/rfm/lifecycle-page.tsx').then((m) => ({ Component: m.LifecyclePage })),
  },
  {
    path: '/orders',
    namespaces: ['order'],
    ask: askForOrders,
    load: () =>
      import('../../features/order/orders-page.tsx').then((m) => ({
        Component: m.OrdersPage,
        ahead: m.ordersAhead,
      })),
  },
  {
    path: '/orders/:id',
    namespaces: ['order'],
    load: () => import('../../features/order/order-page.tsx').then((m) => ({ Component: m.OrderPage })),
  },
  {
    path: '/badges',
    namespaces: ['badge'],
    load: () => import('../../features/badge/badges-page.tsx').then((m) => ({ Component: m.BadgesPage })),
  },
  {
    path: '/leaderboards',
    namespaces: ['leaderboard'],
    load: () =>
      import('../../features/leaderboard/leaderboards-page.tsx').then((m) => ({
        Component: m.LeaderboardsPage,
      })),
  },
  {
    path: '/birthdays',
    namespaces: ['birthday'],
    load: () =>
      import('../../features/birthday/birthdays-page.tsx').then((m) => ({ Component: m.BirthdaysPage })),
  },
  {
    path: '/earning',
    namespaces: ['earning'],
    load: () => import('../../features/earning/rules-page.tsx').then((m) => ({ Component: m.RulesPage })),
  },
  {
    path: '/earning/new',
    namespaces: ['earning'],
    load: () =>
      import('../../features/earning/rule-new-page.tsx').then((m) => ({ Component: m.RuleNewPage })),
  },
  {
    path: '/earning/:id',
    namespaces: ['earning'],
    load: () => import('../../features/earning/rule-page.tsx').then((m) => ({ Component: m.RulePage })),
  },
  {
    path: '/coupons',
    namespaces: ['coupon'],
    load: () => import('../../features/coupon/coupons-page.tsx').then((m) => ({ Component: m.CouponsPage })),
  },
  {
    path: '/coupons/new',
    namespaces: ['coupon'],
    load: () =>
      import('../../features/coupon/coupon-new-page.tsx').then((m) => ({ Component: m.CouponNewPage })),
  },
  {
    path: '/coupons/:id',
    namespaces: ['coupon'],
    load: () => import('../../features/coupon/coupon-page.tsx').then((m) => ({ Component: m.CouponPage })),
  },
  {
    path: '/coupons/:id/edit',
    namespaces: ['coupon'],
    load: () =>
      import('../../features/coupon/coupon-edit-page.tsx').then((m) => ({ Component: m.CouponEditPage })),
  },
  {
    path: '/points',
    namespaces: ['points'],
    load: () =>
      import('../../features/points/liability-page.tsx').then((m) => ({ Component: m.LiabilityPage })),
  },
  {
    path: '/points/adjustments',
    namespaces: ['points'],
    load: () =>
      import('../../features/points/adjustments-page.tsx').then((m) => ({ Component: m.AdjustmentsPage })),
  },
  {
    path: '/points/programme',
    namespaces: ['points'],
    load: () =>
      import('../../features/points/programme-page.tsx').then((m) => ({ Component: m.ProgrammePage })),
  },
  {
    path: '/rewards',
    namespaces: ['reward'],
    load: () => import('../../features/reward/rewards-page.tsx').then((m) => ({ Component: m.RewardsPage })),
  },
  {
    path: '/rewards/new',
    namespaces: ['reward'],
    load: () =>
      import('../../features/reward/reward-new-page.tsx').then((m) => ({ Component: m.RewardNewPage })),
  },
  {
    path: '/rewards/redemptions',
    namespaces: ['reward'],
    load: () =>
      import('../../features/reward/redemptions-page.tsx').then((m) => ({ Component: m.RedemptionsPage })),
  },
  {
    path: '/rewards/:id',
    namespaces: ['reward'],
    load: () => import('../../features/reward/reward-page.tsx').then((m) => ({ Component: m.RewardPage })),
  },
  {
    path: '/rewards/:id/edit',
    namespaces: ['reward'],
    load: () =>
      import('../../features/reward/reward-edit-page.tsx').then((m) => ({ Component: m.RewardEditPage })),
  },
  {
    path: '/tiers',
    namespaces: ['tier'],
    load: () => import('../../features/tier/tiers-page.tsx').then((m) => ({ Component: m.TiersPage })),
  },
  {
    path: '/tiers/benefits',
    namespaces: ['tier'],
    load: () => import('../../features/tier/benefits-page.tsx').then((m) => ({ Component: m.BenefitsPage })),
  },
  {
    path: '/tiers/ladder',
    namespaces: ['tier'],
    load: () => import('../../features/tier/ladder-page.tsx').then((m) => ({ Component: m.LadderPage })),
  },
  {
    path: '/security',
    namespaces: ['operator'],
    load: () =>
      import('../../features/operator/security/security-page.tsx').then((m) => ({
        Component: m.SecurityPage,
      })),
  },
  {
    path: '/brand',
    namespaces: ['brand'],
    load: () => import('../../features/brand/brand-page.tsx').then((m) => ({ Component: m.BrandPage })),
  },
  {
    path: '/operators',
    namespaces: ['team'],
    load: () =>
      import('../../features/team/operators-page.tsx').then((m) => ({ Component: m.OperatorsPage })),
  },
  {
    path: '/roles',
    namespaces: ['team'],
    load: () => import('../../features/team/roles-page.tsx').then((m) => ({ Component: m.RolesPage })),
  },
  {
    path: '/audit',
    namespaces: ['audit', 'tier', 'coupon', 'badge', 'rfm'],
    load: () => import('../../features/audit/audit-page.tsx').then((m) => ({ Component: m.AuditPage })),
  },
  {
    path: '/imports',
    namespaces: ['import'],
    load: () => import('../../features/import/imports-page.tsx').then((m) => ({ Component: m.ImportsPage })),
  },
  {
    path: '/imports/new',
    namespaces: ['import'],
    load: () =>
      import('../../features/import/import-new-page.tsx').then((m) => ({ Component: m.ImportNewPage })),
  },
  {
    path: '/imports/:id',
    namespaces: ['import'],
    load: () => import('../../features/import/import-page.tsx').then((m) => ({ Component: m.ImportPage })),
  },
  {
    path: '/jobs',
    namespaces: ['job'],
    load: () => import('../../features/job/jobs-page.tsx').then((m) => ({ Component: m.JobsPage })),
  },
];

/** The page at a path, as the router will find it: without the router, which is still on its way. */
export function entryOf(path: string): PageEntry | undefined {
  const parts = path.split('/').filter(Boolean);
  const fits = (part: string, at: number) => part === parts[at] || part.startsWith(':');
  return pageEntries.find((entry) => {
    const wanted = entry.path.split('/').filter(Boolean);
    return wanted.length === parts.length && wanted.every(fits);
  });
}
