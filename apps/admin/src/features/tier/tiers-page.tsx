import { useQuery } from '@apollo/client/react';
import TierIcon from '@mui/icons-material/StairsOutlined';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, Panel } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { EndingPanel } from './ending-panel.tsx';
import { LadderChanges } from './ladder-changes.tsx';
import { LadderSteps } from './ladder-steps.tsx';
import type { Ladder } from './ladders.ts';
import { LeadingBar } from './leading-bar.tsx';
import { TierLadderDocument } from './tier.graphql.ts';
import styles from './tier.module.css';
import { TierHeader } from './tier-pages.tsx';
import { useLadderWords } from './use-ladder-words.ts';
import { useLeading } from './use-leading.ts';

/** The tiers of the brand, who stands on which, and what decides it. */
export function TiersPage() {
  const { t } = useTranslation(['tier', 'common']);
  const { can } = useSession();
  const { data, error, refetch } = useQuery(TierLadderDocument, { fetchPolicy: 'cache-and-network' });
  const leading = useLeading();
  const ladder = data?.tierLadder;
  const writable = can('PROGRAMME_UPDATE');
  return (
    <Page>
      <TierHeader page="tiers">
        {ladder && writable && (
          <Button variant="contained" to="/tiers/ladder">
            {t('ladder.change')}
          </Button>
        )}
      </TierHeader>
      {error && !data ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : data && !ladder ? (
        <PageBody>
          <LeadingBar followed={leading.job} />
          <EmptyState icon={<TierIcon />} title={t('empty.title')} text={t('empty.text')}>
            {writable && !leading.job.alive && (
              <Button variant="contained" to="/tiers/ladder">
                {t('empty.action')}
              </Button>
            )}
          </EmptyState>
          <LadderChanges writable={writable && !leading.job.alive} onBegun={leading.follow} />
        </PageBody>
      ) : (
        <PageBody>
          <LeadingBar followed={leading.job} />
          {ladder ? (
            <>
              <Panel title={t('ladder.title')}>
                <LadderSteps tiers={ladder.tiers} />
              </Panel>
              <Terms ladder={ladder} />
              <EndingPanel />
              <LadderChanges writable={writable && !leading.job.alive} onBegun={leading.follow} />
            </>
          ) : (
            <>
              <Skeleton height={220} />
              <Skeleton height={130} />
              <Skeleton height={180} />
            </>
          )}
        </PageBody>
      )}
    </Page>
  );
}

function Terms({ ladder }: { ladder: Ladder }) {
  const { t } = useTranslation('tier');
  const words = useLadderWords();
  return (
    <Panel title={t('terms.title')}>
      <div className={styles.terms}>
        <p>{words.growth(ladder)}</p>
        <p>{words.downgrade(ladder)}</p>
      </div>
    </Panel>
  );
}
