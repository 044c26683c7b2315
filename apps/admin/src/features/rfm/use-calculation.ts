import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { type FollowedJob, useFollowedJob } from '../../shared/job/use-followed-job.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { StandingCalculateDocument } from './rfm.graphql.ts';

/** The calculation of all members that was begun here, as it goes, and how to begin one. */
export function useCalculation(onDone: () => void): {
  job: FollowedJob;
  begin: () => void;
  beginning: boolean;
} {
  const { t } = useTranslation('rfm');
  const [calculate, beginning] = useAct(StandingCalculateDocument);
  const job = useFollowedJob('rfm', ({ status }) => {
    const isDone = status === 'COMPLETED';
    toast(isDone ? t('calculate.done') : t('calculate.failed'), isDone ? {} : { tone: 'danger' });
    onDone();
  });
  const begin = async () => {
    const acted = await calculate({});
    const [refused] = acted?.errors ?? [];
    if (refused) toast(refused.message, { tone: 'danger' });
    else if (acted?.data.standingCalculate.job) job.follow(acted.data.standingCalculate.job.id);
  };
  return { job, begin: () => void begin(), beginning };
}
