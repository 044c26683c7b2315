import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { MemberPage, type MemberTab } from '../../features/member/member-page.tsx';
import { useSession } from '../../shared/session/session.tsx';
import { SkeletonLines } from '../../shared/ui/states.tsx';

const MemberPoints = lazy(() =>
  import('../../features/points/member-points.tsx').then((m) => ({ default: m.MemberPoints })),
);

const MemberRewards = lazy(() =>
  import('../../features/reward/member-rewards.tsx').then((m) => ({ default: m.MemberRewards })),
);

const MemberBadges = lazy(() =>
  import('../../features/badge/member-badges.tsx').then((m) => ({ default: m.MemberBadges })),
);

const MemberCoupons = lazy(() =>
  import('../../features/coupon/member-coupons.tsx').then((m) => ({ default: m.MemberCoupons })),
);

const MemberTier = lazy(() =>
  import('../../features/tier/member-tier.tsx').then((m) => ({ default: m.MemberTier })),
);

/** The page of a member with what other features tell of them: each in a tab of its own, fetched when it is opened. */
export function WholeMemberPage() {
  const { t } = useTranslation(['points', 'coupon', 'tier', 'badge']);
  const { can } = useSession();
  const points: MemberTab = {
    value: 'points',
    label: t('points:tab'),
    panel: ({ id, mergedInto, closedAt }) => {
      const member = { memberId: id, merged: Boolean(mergedInto), closed: Boolean(closedAt) };
      return (
        <Suspense fallback={<TabLoading />}>
          <MemberPoints {...member}>
            <MemberRewards {...member} />
          </MemberPoints>
        </Suspense>
      );
    },
  };
  const coupons: MemberTab = {
    value: 'coupons',
    label: t('coupon:tab'),
    panel: ({ id, mergedInto, closedAt }) => (
      <Suspense fallback={<TabLoading />}>
        <MemberCoupons memberId={id} living={!mergedInto && !closedAt} />
      </Suspense>
    ),
  };
  const badges: MemberTab = {
    value: 'badges',
    label: t('badge:tab'),
    panel: ({ id, mergedInto, closedAt }) => (
      <Suspense fallback={<TabLoading />}>
        <MemberBadges memberId={id} writable={can('MEMBER_WRITE') && !mergedInto && !closedAt} />
      </Suspense>
    ),
  };
  const tier: MemberTab = {
    value: 'tier',
    label: t('tier:tab'),
    panel: ({ id, mergedInto, closedAt }) => (
      <Suspense fallback={<TabLoading />}>
        <MemberTier memberId={id} merged={Boolean(mergedInto)} closed={Boolean(closedAt)} />
      </Suspense>
    ),
  };
  return <MemberPage more={[...(can('POINTS_READ') ? [points, coupons] : []), tier, badges]} />;
}

function TabLoading() {
  return (
    <div style={{ padding: 16 }}>
      <SkeletonLines lines={7} />
    </div>
  );
}
