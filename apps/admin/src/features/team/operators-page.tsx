import { useQuery } from '@apollo/client/react';
import AddIcon from '@mui/icons-material/PersonAddAltOutlined';
import { useTranslation } from 'react-i18next';
import type { TeamQuery } from '../../gql/graphql.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { InvitationsPanel } from './invitations-panel.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { SeatsPanel } from './seats-panel.tsx';
import { TeamDocument } from './team.graphql.ts';

export type Seat = TeamQuery['brandOperators'][number];
export type Invitation = TeamQuery['invitations'][number];

/** Who works in the brand, as what, and who is asked to. */
export function OperatorsPage() {
  const { t } = useTranslation(['team', 'common']);
  const { can } = useSession();
  const [params, setParams] = useUrlState();
  const { data, error, refetch } = useQuery(TeamDocument, { fetchPolicy: 'cache-and-network' });
  const manages = can('OPERATOR_MANAGE');
  const invited = params.get('invite');
  return (
    <Page>
      <PageHeader title={t('common:nav.operators')}>
        <Button to="/roles">{t('role.matrix')}</Button>
        {manages && (
          <Button variant="contained" startIcon={<AddIcon />} onClick={() => setParams({ invite: '1' })}>
            {t('invite.action')}
          </Button>
        )}
      </PageHeader>
      {error && !data ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <PageBody narrow>
          {!data && (
            <>
              <Skeleton height={240} />
              <Skeleton height={120} />
            </>
          )}
          {data && <SeatsPanel seats={data.brandOperators} />}
          {data && (
            <InvitationsPanel
              invitations={data.invitations}
              onAgain={(email) => setParams({ invite: email })}
            />
          )}
        </PageBody>
      )}
      {invited && manages && (
        <InviteDialog
          earlier={data?.invitations.find(({ email }) => email === invited)}
          onClose={() => setParams({ invite: null })}
        />
      )}
    </Page>
  );
}
