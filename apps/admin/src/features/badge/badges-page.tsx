import { useQuery } from '@apollo/client/react';
import AddIcon from '@mui/icons-material/Add';
import BadgesIcon from '@mui/icons-material/MilitaryTechOutlined';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader, Panel } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { BadgesDocument } from './badge.graphql.ts';
import styles from './badge.module.css';
import { BadgeRow } from './badge-row.tsx';

const BadgeDialog = lazy(() => import('./badge-dialog.tsx').then((m) => ({ default: m.BadgeDialog })));
const AwardDialog = lazy(() => import('./award-dialog.tsx').then((m) => ({ default: m.AwardDialog })));
const HoldersDialog = lazy(() => import('./holders-dialog.tsx').then((m) => ({ default: m.HoldersDialog })));

/** What members can earn, and who has it. */
export function BadgesPage() {
  const { t } = useTranslation(['badge', 'common']);
  const { can } = useSession();
  const [params, setParams] = useUrlState();
  const { data, error, refetch } = useQuery(BadgesDocument, { fetchPolicy: 'cache-and-network' });
  const badges = data?.badges;
  const writable = can('PROGRAMME_UPDATE');
  const chosen = (name: string) => badges?.find(({ id }) => id === params.get(name));
  const close = () => setParams({ new: null, edit: null, award: null, holders: null }, { push: true });
  const [editing, awarding, holding] = [chosen('edit'), chosen('award'), chosen('holders')];
  const create = writable && (
    <Button
      variant="contained"
      startIcon={<AddIcon />}
      onClick={() => setParams({ new: '1' }, { push: true })}
    >
      {t('create')}
    </Button>
  );
  return (
    <Page>
      <PageHeader
        title={t('common:nav.badges')}
        aside={badges && badges.length > 0 ? t('count', { count: badges.length }) : undefined}
      >
        {badges && badges.length > 0 && create}
      </PageHeader>
      {error && !badges ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : badges?.length === 0 ? (
        <EmptyState icon={<BadgesIcon />} title={t('empty.title')} text={t('empty.text')}>
          {create}
        </EmptyState>
      ) : (
        <PageBody narrow>
          {!badges && <Skeleton height={260} />}
          {badges && (
            <>
              <p className={styles.lead}>{t('lead')}</p>
              <Panel title={t('list')} flush>
                <ul className={styles.rows}>
                  {badges.map((badge) => (
                    <BadgeRow
                      key={badge.id}
                      badge={badge}
                      writable={writable}
                      awards={can('MEMBER_WRITE')}
                      onOpen={(what) => setParams({ [what]: badge.id }, { push: true })}
                    />
                  ))}
                </ul>
              </Panel>
            </>
          )}
        </PageBody>
      )}
      <Suspense>
        {writable && params.get('new') && <BadgeDialog onClose={close} />}
        {writable && editing && <BadgeDialog key={editing.id} badge={editing} onClose={close} />}
        {can('MEMBER_WRITE') && awarding && <AwardDialog badge={awarding} onClose={close} />}
        {holding && <HoldersDialog badge={holding} onClose={close} />}
      </Suspense>
    </Page>
  );
}
