import { useApolloClient } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { RewardDocument, RewardUpdateDocument } from './reward.graphql.ts';
import { inputOf, type Reward } from './rewards.ts';

/** What shows rewards, and is asked for anew when one was changed. */
export const showsRewards = ['Rewards', 'Reward', 'RewardFigures', 'RewardNames', 'RewardsToRedeem'];

const tries = 4;

/**
 * Switches rewards on and off. Members who take one while it is switched make a newer version of it; nothing else of it is
 * changed here, so it is read again then, and sent again.
 */
export function useRewardSwitch(): [(reward: Reward, active: boolean) => Promise<void>, boolean] {
  const { t } = useTranslation('reward');
  const client = useApolloClient();
  const [update, busy] = useAct(RewardUpdateDocument, { refetch: showsRewards });
  const change = async (known: Reward, active: boolean) => {
    let reward = known;
    for (let left = tries; left > 0; left -= 1) {
      const { id, version } = reward;
      const acted = await update({ input: { ...inputOf({ ...reward, active }), id, version } });
      const [problem] = acted?.errors ?? [];
      if (!acted) return;
      if (!problem) return toast(t(active ? 'turnedOn' : 'turnedOff', { name: reward.name }));
      const { data } = await client.query({
        query: RewardDocument,
        variables: { id },
        fetchPolicy: 'network-only',
      });
      if (problem.code !== 'VERSION_OUTDATED' || left === 1 || !data?.reward)
        return toast(problem.message, { tone: 'danger' });
      reward = data.reward;
    }
  };
  return [change, busy];
}
