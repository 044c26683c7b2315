import { useQuery } from '@apollo/client/react';
import AddIcon from '@mui/icons-material/Add';
import TierIcon from '@mui/icons-material/StairsOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenefitsQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, Panel } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { BenefitsDocument } from './benefit.graphql.ts';
import { BenefitDialog } from './benefit-dialog.tsx';
import { BenefitRow } from './benefit-row.tsx';
import { type Benefit, byGroup, kindsLeft, yearlyCost } from './benefits.ts';
import styles from './tier.module.css';
import { TierHeader } from './tier-pages.tsx';

type Tier = NonNullable<BenefitsQuery['tierLadder']>['tiers'][number];

/** What each tier grants, what that costs, and how much of it was used. */
export function BenefitsPage() {
  const { t } = useTranslation(['tier', 'common']);
  const { can } = useSession();
  const { data, error, refetch } = useQuery(BenefitsDocument, { fetchPolicy: 'cache-and-network' });
  const tiers = data?.tierLadder?.tiers;
  return (
    <Page>
      <TierHeader page="benefits" />
      {error && !data ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : data && !tiers ? (
        <EmptyState icon={<TierIcon />} title={t('empty.title')} text={t('empty.text')}>
          {can('PROGRAMME_UPDATE') && (
            <Button variant="contained" to="/tiers/ladder">
              {t('empty.action')}
            </Button>
          )}
        </EmptyState>
      ) : (
        <PageBody narrow>
          {tiers ? (
            tiers.map((tier) => <TierBenefits key={tier.id} tier={tier} />)
          ) : (
            <>
              <Skeleton height={120} />
              <Skeleton height={180} />
              <Skeleton height={240} />
            </>
          )}
        </PageBody>
      )}
    </Page>
  );
}

function TierBenefits({ tier }: { tier: Tier }) {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const { can, brand } = useSession();
  const [open, setOpen] = useState<{ benefit?: Benefit }>();
  const writable = can('PROGRAMME_UPDATE');
  const cost = yearlyCost(tier.benefits, tier.memberCount);
  const lead = [
    t('ladder.members', { count: tier.memberCount }),
    ...(cost > 0
      ? [t('benefit.allCost', { cost: format.money({ amount: cost.toFixed(2), currency: brand.currency }) })]
      : []),
  ].join(' · ');
  return (
    <Panel
      title={tier.name}
      lead={lead}
      flush
      actions={
        writable && (
          <Button
            startIcon={<AddIcon />}
            aria-label={t('benefit.addTo', { tier: tier.name })}
            onClick={() => setOpen({})}
          >
            {t('benefit.add')}
          </Button>
        )
      }
    >
      {tier.benefits.length === 0 ? (
        <p className={`${styles.padded} k-muted`}>{t('benefit.none')}</p>
      ) : (
        byGroup(tier.benefits).map(({ group, benefits }) => (
          <div key={group} className={styles.group}>
            <h3>{t(`group.${group}`)}</h3>
            <ul aria-label={`${tier.name}: ${t(`group.${group}`)}`}>
              {benefits.map((benefit) => (
                <BenefitRow
                  key={benefit.id}
                  benefit={benefit}
                  writable={writable}
                  onEdit={() => setOpen({ benefit })}
                />
              ))}
            </ul>
          </div>
        ))
      )}
      {open && (
        <BenefitDialog
          tier={tier}
          {...open}
          kinds={kindsLeft(tier.benefits)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Panel>
  );
}
