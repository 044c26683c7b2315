import { useTranslation } from 'react-i18next';
import type { JobRowFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { useSession } from '../../shared/session/session.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { JobCancelDocument, JobRetryDocument } from './job.graphql.ts';

const refetch = ['Jobs', 'DeadJobs', 'RunningJobs'];

/** What can be done with jobs, as far as the operator may and the job allows. */
export function useJobActs(): {
  allowed: (job: JobRowFragment) => JobRowFragment['availableActions'];
  cancel: (job: JobRowFragment) => void;
  retry: (job: JobRowFragment) => void;
  busy: boolean;
} {
  const { t } = useTranslation('job');
  const { can, viewer } = useSession();
  const [cancel, cancelling] = useAct(JobCancelDocument, { refetch });
  const [retry, retrying] = useAct(JobRetryDocument, { refetch });
  const say = (acted: Awaited<ReturnType<typeof cancel | typeof retry>>, done: string) => {
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else if (acted) toast(done);
  };
  return {
    allowed: (job) =>
      job.availableActions.filter(
        (action) => can('JOB_MANAGE') || (action === 'CANCEL' && job.createdBy?.id === viewer.operator.id),
      ),
    cancel: (job) => void cancel({ input: { id: job.id } }).then((acted) => say(acted, t('cancelled'))),
    retry: (job) => void retry({ input: { id: job.id } }).then((acted) => say(acted, t('retried'))),
    busy: cancelling || retrying,
  };
}
