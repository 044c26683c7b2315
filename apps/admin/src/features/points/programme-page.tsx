import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/session/session.tsx';
import { Page, PageBody } from '../../shared/ui/page.tsx';
import { FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { PointsHeader } from './points-pages.tsx';
import { PointsProgrammeDocument } from './programme.graphql.ts';
import { ProgrammeForm } from './programme-form.tsx';
import { ProgrammeView } from './programme-view.tsx';

/** How the brand's points work. */
export function ProgrammePage() {
  const { t } = useTranslation('points');
  const { can } = useSession();
  const { data, error, refetch } = useQuery(PointsProgrammeDocument, { fetchPolicy: 'cache-and-network' });
  const programme = data?.pointsProgramme;
  return (
    <Page>
      <PointsHeader page="programme" />
      {error && !programme ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <PageBody narrow>
          {!programme ? (
            <>
              <Skeleton height={220} />
              <Skeleton height={180} />
              <Skeleton height={150} />
            </>
          ) : can('PROGRAMME_UPDATE') ? (
            <>
              <p className="k-muted">{t('programme.fromNow')}</p>
              <ProgrammeForm programme={programme} />
            </>
          ) : (
            <>
              <p className="k-muted">{t('programme.readOnly')}</p>
              <ProgrammeView programme={programme} />
            </>
          )}
        </PageBody>
      )}
    </Page>
  );
}
