import { useApolloClient } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { refetchLists } from '../../shared/api/lists.ts';
import { type FollowedJob, useFollowedJob } from '../../shared/job/use-followed-job.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { showsTiers } from './ladders.ts';

/** The job that leads members over to a ladder, as it goes. */
export function useLeading(): { job: FollowedJob; follow: (id: string) => void } {
  const { t } = useTranslation('tier');
  const client = useApolloClient();
  const job = useFollowedJob('tiers', ({ status }) => {
    const isDone = status === 'COMPLETED';
    toast(isDone ? t('leading.done') : t('leading.failed'), isDone ? {} : { tone: 'danger' });
    void client.refetchQueries({ include: 'active' });
    refetchLists(showsTiers);
  });
  return { job, follow: job.follow };
}
