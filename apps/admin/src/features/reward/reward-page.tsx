import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Definitions, PageBody, Panel } from '../../shared/ui/page.tsx';
import { Tiles } from '../../shared/ui/tiles.tsx';
import { RewardFiguresDocument } from './reward.graphql.ts';
import styles from './reward.module.css';
import { RewardCard } from './reward-card.tsx';
import { RewardFrame } from './reward-frame.tsx';
import { RewardStateBadge, Stock } from './reward-state.tsx';
import { RewardTaken } from './reward-taken.tsx';
import type { Reward } from './rewards.ts';
import { OnOff } from './use-reward-columns.tsx';
import { useRewardWords } from './use-reward-words.ts';

/** One reward: how it stands, what became of those that were taken, and who took them. */
export function RewardPage() {
  const { t } = useTranslation(['reward', 'common']);
  const { can } = useSession();
  return (
    <RewardFrame
      back="rewards"
      aside={(reward) => <RewardStateBadge reward={reward} />}
      acts={(reward) =>
        can('PROGRAMME_UPDATE') && (
          <>
            <OnOff reward={reward} />
            <Button to={`/rewards/${reward.id}/edit`}>{t('common:action.edit')}</Button>
          </>
        )
      }
    >
      {(reward) => (
        <PageBody>
          <Figures reward={reward} />
          <div className={styles.halves}>
            <RewardTaken key={reward.id} reward={reward} />
            <div className={styles.side}>
              <Panel title={t('card.title')}>
                <RewardCard reward={reward} />
              </Panel>
              <About reward={reward} />
            </div>
          </div>
        </PageBody>
      )}
    </RewardFrame>
  );
}

function Figures({ reward }: { reward: Reward }) {
  const { t } = useTranslation(['reward', 'common']);
  const format = useFormat();
  const { data } = useQuery(RewardFiguresDocument, {
    variables: { id: reward.id },
    fetchPolicy: 'cache-and-network',
  });
  const count = (part: { totalCount: number } | undefined) => (part ? format.number(part.totalCount) : '…');
  const taken = data?.taken.aggregates;
  return (
    <Tiles
      label={t('figures.label')}
      items={[
        {
          term: t('figures.taken'),
          hint: t('column.takenHint'),
          value: format.number(reward.redemptionCount),
          below: taken && t('figures.members', { count: taken.memberCount }),
        },
        {
          term: t('figures.points'),
          hint: t('figures.pointsHint'),
          value: taken ? format.number(taken.points) : '…',
        },
        {
          term: t('common:redemptionStatus.REDEEMED'),
          value: count(data?.waiting),
          tone: data && data.waiting.totalCount > 0 ? 'warning' : undefined,
        },
        { term: t('common:redemptionStatus.FULFILLED'), value: count(data?.fulfilled) },
        { term: t('common:redemptionStatus.CANCELLED'), value: count(data?.cancelled) },
        { term: t('column.stock'), value: <Stock reward={reward} /> },
      ]}
    />
  );
}

function About({ reward }: { reward: Reward }) {
  const { t } = useTranslation(['reward', 'common']);
  const format = useFormat();
  const words = useRewardWords();
  return (
    <Panel title={t('about')}>
      <Definitions
        items={[
          { term: t('field.kind'), value: t(`common:rewardKind.${reward.kind}`) },
          { term: t('column.limit'), value: words.limit(reward) || t('limit.none') },
          { term: t('column.window'), value: words.window(reward) || t('window.always') },
          { term: t('field.tierIds'), value: words.tiers(reward) || t('everybody') },
          ...(reward.couponTemplate
            ? [
                {
                  term: t('field.couponTemplateId'),
                  value: (
                    <Link to={`/coupons/${reward.couponTemplate.id}`}>{reward.couponTemplate.name}</Link>
                  ),
                },
              ]
            : []),
          { term: t('column.createdAt'), value: format.date(reward.createdAt) },
        ]}
      />
    </Panel>
  );
}
