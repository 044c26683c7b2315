import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { Permission, Role } from '../../gql/graphql.ts';
import { useNarrow } from '../../shared/hooks/use-narrow.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { RoleList } from './role-list.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { RolesDocument } from './team.graphql.ts';

/** Whether a role includes a permission. */
export type Allows = (role: Role, permission: Permission) => boolean;

/** What each role may do. On a narrow screen one role at a time. */
export function RolesPage() {
  const { t } = useTranslation(['team', 'common']);
  const narrow = useNarrow();
  const own = useSession().viewer.role ?? 'VIEWER';
  const { data, error, refetch } = useQuery(RolesDocument);
  const matrix = new Map(data?.permissionMatrix.map(({ role, permissions }) => [role, permissions]));
  const allows: Allows = (role, permission) => matrix.get(role)?.includes(permission) ?? false;
  return (
    <Page>
      <PageHeader title={t('common:nav.roles')} />
      {error && !data ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <PageBody>
          <p className="k-muted">{t('matrix.lead')}</p>
          {!data && <Skeleton height={640} />}
          {data &&
            (narrow ? <RoleList own={own} allows={allows} /> : <RoleMatrix own={own} allows={allows} />)}
        </PageBody>
      )}
    </Page>
  );
}
