import GiftIcon from '@mui/icons-material/CardGiftcardOutlined';
import CouponIcon from '@mui/icons-material/ConfirmationNumberOutlined';
import ServiceIcon from '@mui/icons-material/RoomServiceOutlined';
import { useTranslation } from 'react-i18next';
import styles from './reward.module.css';
import { type RewardContent, stateOf } from './rewards.ts';
import { useRewardWords } from './use-reward-words.ts';

const icons = { GIFT: GiftIcon, SERVICE: ServiceIcon, COUPON: CouponIcon };

/** A reward as members see it. */
export function RewardCard({ reward }: { reward: RewardContent }) {
  const { t } = useTranslation(['reward', 'common']);
  const words = useRewardWords();
  const Icon = icons[reward.kind];
  const points = Number(reward.points);
  const state = stateOf(reward);
  const limit = words.limit(reward);
  const window = words.window(reward);
  const tiers = words.tiers(reward);
  const facts = [
    tiers && t('card.tiers', { tiers }),
    reward.stock !== null && t('stock.left', { count: reward.stock }),
    limit,
    window,
  ];
  return (
    <div className={styles.card} data-off={state === 'OFFERED' ? undefined : ''}>
      <span className={styles.cardPicture} aria-hidden>
        <Icon />
      </span>
      <div className={styles.cardText}>
        <strong>{reward.name || <span className="k-muted">{t('card.unnamed')}</span>}</strong>
        <span className={styles.cardPoints}>
          {points > 0 ? t('points', { points }) : <span className="k-muted">{t('card.unpriced')}</span>}
        </span>
        {reward.description && <p>{reward.description}</p>}
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </div>
      {state !== 'OFFERED' && <p className={styles.cardNote}>{t(`card.${state}`)}</p>}
    </div>
  );
}
