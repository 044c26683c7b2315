import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { Badge, type Tone } from '../../shared/ui/page.tsx';
import { type Redemption, type View, viewOf } from './redemptions.ts';
import styles from './reward.module.css';
import { isLow, type Reward, type RewardState, stateOf } from './rewards.ts';

const tones: Record<RewardState, Tone> = {
  OFF: 'neutral',
  ENDED: 'neutral',
  SCHEDULED: 'info',
  OUT_OF_STOCK: 'warning',
  OFFERED: 'positive',
};

export function RewardStateBadge({ reward }: { reward: Reward }) {
  const { t } = useTranslation('reward');
  const state = stateOf(reward);
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}

const viewTones: Record<View, Tone> = {
  REDEEMED: 'warning',
  ISSUED: 'positive',
  FULFILLED: 'positive',
  CANCELLED: 'neutral',
};

export function RedemptionStatusBadge({ redemption }: { redemption: Pick<Redemption, 'status' | 'reward'> }) {
  const { t } = useTranslation('reward');
  const view = viewOf(redemption);
  return <Badge tone={viewTones[view]}>{t(`view.${view}`)}</Badge>;
}

/** How many are left, and that it is few when it is. */
export function Stock({ reward }: { reward: Pick<Reward, 'stock'> }) {
  const { t } = useTranslation('reward');
  const format = useFormat();
  if (reward.stock === null) return <span className="k-muted">{t('stock.unlimited')}</span>;
  if (!isLow(reward)) return format.number(reward.stock);
  return (
    <span className={styles.low}>
      {reward.stock === 0 ? t('stock.none') : t('stock.low', { count: reward.stock })}
    </span>
  );
}
