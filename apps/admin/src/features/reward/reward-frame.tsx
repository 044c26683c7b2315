import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { RewardDocument } from './reward.graphql.ts';
import type { Reward } from './rewards.ts';

/** A page about one reward, which is in the address: while it is on its way, and when there is none. */
export function RewardFrame(props: {
  back: 'rewards' | 'reward';
  aside?: (reward: Reward) => ReactNode;
  acts?: (reward: Reward) => ReactNode;
  children: (reward: Reward) => ReactNode;
}) {
  const { t } = useTranslation(['reward', 'common']);
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(RewardDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const reward = data?.reward;
  const back =
    reward && props.back === 'reward'
      ? { to: `/rewards/${id}`, label: reward.name }
      : { to: '/rewards', label: t('pages.rewards') };
  const title = !reward ? t('common:noun.Reward') : props.back === 'reward' ? t('form.edit') : reward.name;
  return (
    <Page>
      <PageHeader title={title} back={back} aside={reward && props.aside?.(reward)}>
        {reward && props.acts?.(reward)}
      </PageHeader>
      {reward ? (
        props.children(reward)
      ) : error ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <EmptyState title={t('common:failure.notFoundTitle')} text={t('form.notFound')}>
          <Button to="/rewards">{t('pages.rewards')}</Button>
        </EmptyState>
      ) : (
        <PageBody>
          <Skeleton height={90} />
          <Skeleton height={320} />
        </PageBody>
      )}
    </Page>
  );
}
