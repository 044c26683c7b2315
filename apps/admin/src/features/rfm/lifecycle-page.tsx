import { useQuery } from '@apollo/client/react';
import PeopleIcon from '@mui/icons-material/PeopleOutlined';
import SettingsIcon from '@mui/icons-material/TuneOutlined';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StandingSettingsWholeFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { percent } from './dimensions.ts';
import { FlowPanels } from './flow-panels.tsx';
import { LifecycleFlowDocument, StandingSettingsDocument } from './rfm.graphql.ts';
import styles from './rfm.module.css';
import { spans, stageColors, type Week, weeksOf } from './stages.ts';

/** In which stage members are, week by week, and who moved between them. */
export function LifecyclePage() {
  const { t } = useTranslation(['rfm', 'common']);
  const { can } = useSession();
  const [params, setParams] = useUrlState();
  const weeks = weeksOf(params);
  const { data, previousData, error, refetch } = useQuery(LifecycleFlowDocument, {
    variables: { weeks },
    fetchPolicy: 'cache-and-network',
  });
  const settings = useQuery(StandingSettingsDocument).data?.standingSettings;
  const flow = (data ?? previousData)?.lifecycleFlow;
  const now = flow?.at(-1);
  const isEmpty = now?.stages.every(({ memberCount }) => memberCount === 0);
  return (
    <Page>
      <PageHeader title={t('common:nav.lifecycle')}>
        <div className={styles.picker}>
          <label>
            <span>{t('lifecycle.period')}</span>
            <select
              value={weeks}
              onChange={(event) =>
                setParams({ weeks: event.target.value === '12' ? null : event.target.value }, { push: true })
              }
            >
              {spans.map((count) => (
                <option key={count} value={count}>
                  {t('lifecycle.weeks', { count })}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Button to="/rfm/settings" startIcon={<SettingsIcon />}>
          {t('settings')}
        </Button>
      </PageHeader>
      <PageBody>
        {error && !flow ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : !flow || !now ? (
          <div className={styles.flow} aria-busy="true">
            <Skeleton height={96} />
            <Skeleton height={360} />
          </div>
        ) : isEmpty ? (
          <EmptyState icon={<PeopleIcon />} title={t('empty.title')} text={t('empty.stages')}>
            {can('IMPORT_RUN') && (
              <Button variant="contained" to="/imports/new">
                {t('common:palette.uploadImport')}
              </Button>
            )}
          </EmptyState>
        ) : (
          <div className={styles.flow} aria-busy={!data} data-waiting={!data}>
            <StagesNow week={now} settings={settings} />
            <FlowPanels weeks={flow} />
          </div>
        )}
      </PageBody>
    </Page>
  );
}

/** How many are in each stage at the moment, each a link to them. */
function StagesNow({ week, settings }: { week: Week; settings: StandingSettingsWholeFragment | undefined }) {
  const { t } = useTranslation(['rfm', 'common']);
  const format = useFormat();
  const total = week.stages.reduce((sum, { memberCount }) => sum + memberCount, 0);
  return (
    <nav className={styles.stages} aria-label={t('lifecycle.now')}>
      {week.stages.map(({ stage, memberCount }) => (
        <Link key={stage} to={`/members?stage=${stage}`} className={styles.stage}>
          <span>
            <i style={{ background: stageColors[stage] }} />
            {t(`common:stage.${stage}`)}
          </span>
          <strong>{format.number(memberCount)}</strong>
          <small>
            {percent(total === 0 ? 0 : memberCount / total, format)}
            {settings && ` · ${t(`lifecycle.meaning.${stage}`, settings)}`}
          </small>
        </Link>
      ))}
    </nav>
  );
}
