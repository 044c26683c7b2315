import { useTranslation } from 'react-i18next';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import type { Redemption } from './redemptions.ts';
import styles from './reward.module.css';

export interface RedemptionActs {
  onHandOver: (redemption: Redemption) => void;
  onCancel: (redemption: Redemption) => void;
  onReopen: (redemption: Redemption) => void;
}

/** What the operator can do with a redemption now. */
export function RedemptionButtons(props: RedemptionActs & { redemption: Redemption }) {
  const { redemption } = props;
  const { t } = useTranslation(['reward', 'common']);
  const { can } = useSession();
  const { member, reward } = redemption;
  // Nobody hands a coupon over: its member has it.
  const availableActions = redemption.availableActions.filter(
    (action) => action === 'CANCEL' || reward.kind !== 'COUPON',
  );
  if (!can('POINTS_WRITE') || availableActions.length === 0)
    return <span className="k-muted">{t('common:state.none')}</span>;
  const name = memberName(member, t('unnamed'));
  const acts = {
    FULFIL: { word: t('handOver.action'), run: props.onHandOver },
    CANCEL: { word: t('cancel.action'), run: props.onCancel },
    REOPEN: { word: t('handOver.reopen'), run: props.onReopen },
  };
  return (
    <span className={styles.rowActs}>
      {availableActions.map((action) => (
        <Button
          key={action}
          variant="text"
          aria-label={t('act', { action: acts[action].word, name, reward: reward.name })}
          onClick={() => acts[action].run(redemption)}
        >
          {acts[action].word}
        </Button>
      ))}
    </span>
  );
}
