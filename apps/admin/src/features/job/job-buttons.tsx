import { useTranslation } from 'react-i18next';
import type { JobRowFragment } from '../../gql/graphql.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useJobActs } from './use-job-acts.ts';

/** Cancel and run again, where they are possible now. */
export function JobButtons({ job, quiet = false }: { job: JobRowFragment; quiet?: boolean }) {
  const { t } = useTranslation('job');
  const { allowed, cancel, retry, busy } = useJobActs();
  const actions = allowed(job);
  const look = quiet ? { variant: 'text' as const } : {};
  return (
    <>
      {actions.includes('RETRY') && (
        <Button {...look} disabled={busy} onClick={() => retry(job)}>
          {t('retry')}
        </Button>
      )}
      {actions.includes('CANCEL') && (
        <Button {...look} disabled={busy} onClick={() => cancel(job)}>
          {t('cancel')}
        </Button>
      )}
    </>
  );
}
