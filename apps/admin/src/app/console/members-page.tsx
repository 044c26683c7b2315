import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { MembersPage } from '../../features/member/members-page.tsx';
import { loadNamespaces } from '../../shared/i18n/i18n.ts';
import { useSession } from '../../shared/session/session.tsx';

const BulkIssueDialog = lazy(async () => {
  const [dialog] = await Promise.all([
    import('../../features/coupon/bulk-issue-dialog.tsx'),
    loadNamespaces(['coupon']),
  ]);
  return { default: dialog.BulkIssueDialog };
});

/** The list of members with what other features do with many of them: fetched when it is asked for. */
export function WholeMembersPage() {
  const { t } = useTranslation('member');
  const { can } = useSession();
  const issue = {
    key: 'coupon',
    label: t('bulk.issueCoupon'),
    dialog: (props: Parameters<typeof BulkIssueDialog>[0]) => (
      <Suspense>
        <BulkIssueDialog {...props} />
      </Suspense>
    ),
  };
  return <MembersPage bulkActs={can('COUPON_ISSUE') ? [issue] : []} />;
}
