import { useQuery } from '@apollo/client/react';
import AddIcon from '@mui/icons-material/Add';
import TryIcon from '@mui/icons-material/CalculateOutlined';
import EarningIcon from '@mui/icons-material/WorkspacePremiumOutlined';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Alert } from '../../shared/ui/alert.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader, Panel } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { EarningRulesDocument } from './earning.graphql.ts';
import styles from './earning.module.css';
import { RuleRow } from './rule-row.tsx';
import { events, groupRules, multipliesNothing, type Rule } from './rules.ts';

const TryDrawer = lazy(() => import('./try-drawer.tsx').then((m) => ({ default: m.TryDrawer })));

/** What members get points for, event by event, in the order in which rules count. */
export function RulesPage() {
  const { t } = useTranslation(['earning', 'common']);
  const { can } = useSession();
  const [params, setParams] = useUrlState();
  const { data, error, refetch } = useQuery(EarningRulesDocument, { fetchPolicy: 'cache-and-network' });
  const rules = data?.earningRules;
  const writable = can('PROGRAMME_UPDATE');
  return (
    <Page>
      <PageHeader
        title={t('common:nav.earning')}
        aside={rules && rules.length > 0 ? t('count', { count: rules.length }) : undefined}
      >
        <Button startIcon={<TryIcon />} onClick={() => setParams({ try: '1' }, { push: true })}>
          {t('try.action')}
        </Button>
        {writable && (
          <Button variant="contained" startIcon={<AddIcon />} to="/earning/new">
            {t('create')}
          </Button>
        )}
      </PageHeader>
      {error && !rules ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : rules?.length === 0 ? (
        <NoRules writable={writable} />
      ) : (
        <PageBody narrow>
          {!rules && (
            <>
              <Skeleton height={210} />
              <Skeleton height={110} />
            </>
          )}
          {rules && <Rules rules={rules} writable={writable} />}
        </PageBody>
      )}
      <Suspense>
        {params.get('try') && <TryDrawer onClose={() => setParams({ try: null }, { push: true })} />}
      </Suspense>
    </Page>
  );
}

function Rules({ rules, writable }: { rules: Rule[]; writable: boolean }) {
  const { t } = useTranslation(['earning', 'common']);
  const groups = groupRules(rules);
  const without = events.filter((event) => !groups.some((group) => group.event === event));
  return (
    <>
      <p className={styles.lead}>{t('lead')}</p>
      {groups.map((group) => (
        <Panel key={group.event} title={t(`common:earningEvent.${group.event}`)} flush>
          {multipliesNothing(group.rules) && (
            <div className={styles.warning}>
              <Alert tone="warning">{t('noBase')}</Alert>
            </div>
          )}
          <ol
            className={styles.rules}
            aria-label={t('rules', { event: t(`common:earningEvent.${group.event}`) })}
          >
            {group.rules.map((rule) => (
              <RuleRow key={rule.id} rule={rule} writable={writable} />
            ))}
          </ol>
        </Panel>
      ))}
      {writable && without.length > 0 && (
        <p className={styles.without}>
          {t('nothingFor')}
          {without.map((event) => (
            <Link
              key={event}
              to={`/earning/new?event=${event}`}
              aria-label={t('nothingForOne', { event: t(`common:earningEvent.${event}`) })}
            >
              {t(`common:earningEvent.${event}`)}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}

/** The rule that nearly every programme begins with is one click away. */
function NoRules({ writable }: { writable: boolean }) {
  const { t } = useTranslation('earning');
  const { brand } = useSession();
  const per = useFormat().money({ amount: '1', currency: brand.currency });
  return (
    <EmptyState icon={<EarningIcon />} title={t('empty.title')} text={t('empty.text', { per })}>
      {writable && (
        <Button variant="contained" to="/earning/new?first=1">
          {t('empty.first', { per })}
        </Button>
      )}
    </EmptyState>
  );
}
