import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/session/session.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { RewardForm } from './reward-form.tsx';
import { emptyReward } from './reward-values.ts';

/** A reward is made. */
export function RewardNewPage() {
  const { t } = useTranslation(['reward', 'common']);
  const { can } = useSession();
  return (
    <Page>
      <PageHeader title={t('create')} back={{ to: '/rewards', label: t('pages.rewards') }} />
      {can('PROGRAMME_UPDATE') ? (
        <RewardForm values={emptyReward} />
      ) : (
        <EmptyState title={t('common:failure.forbiddenTitle')} text={t('common:failure.forbidden')} />
      )}
    </Page>
  );
}
