import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/session/session.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { RewardForm } from './reward-form.tsx';
import { RewardFrame } from './reward-frame.tsx';
import { valuesOf } from './reward-values.ts';

/** A reward is changed. */
export function RewardEditPage() {
  const { t } = useTranslation('common');
  const { can, brand } = useSession();
  return (
    <RewardFrame back="reward">
      {(reward) =>
        can('PROGRAMME_UPDATE') ? (
          <RewardForm key={reward.id} reward={reward} values={valuesOf(reward, brand.timeZone)} />
        ) : (
          <EmptyState title={t('failure.forbiddenTitle')} text={t('failure.forbidden')} />
        )
      }
    </RewardFrame>
  );
}
