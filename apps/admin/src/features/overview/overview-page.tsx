import { useQuery } from '@apollo/client/react';
import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import { useTranslation } from 'react-i18next';
import type { OverviewQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { dayIn } from '../../shared/format/zoned.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { Charts } from './charts.tsx';
import { OverviewDocument, OverviewSpanDocument } from './overview.graphql.ts';
import styles from './overview.module.css';
import { type Period, readPeriod } from './period.ts';
import { PeriodPicker } from './period-picker.tsx';
import { ProgrammeSteps } from './programme-steps.tsx';
import { Tiles } from './tiles.tsx';

/** How the brand is doing: members, orders and GMV of a period beside the one before. */
export function OverviewPage() {
  const { t } = useTranslation(['overview', 'common']);
  const { brand } = useSession();
  const today = dayIn(brand.timeZone);
  const span = useQuery(OverviewSpanDocument, { variables: { today } });
  const found = span.data?.overview;
  const lastDay = found?.lastOrderAt ? dayIn(brand.timeZone, Date.parse(found.lastOrderAt)) : today;
  const [params, setParams] = useUrlState();
  // A history that ended long ago would show thirty empty days: then the period ends where the orders do.
  const stale = Date.parse(today) - Date.parse(lastDay) > 30 * 86_400_000;
  const period = readPeriod(params, stale ? lastDay : today);
  return (
    <Page>
      <PageHeader title={t('common:nav.overview')}>
        {found?.lastOrderAt && <PeriodPicker period={period} onChange={setParams} />}
      </PageHeader>
      <PageBody>
        {span.error && !found ? (
          <FailureState error={span.error} onRetry={() => void span.refetch()} />
        ) : !found ? (
          <Loading />
        ) : found.memberCount === 0 && !found.lastOrderAt ? (
          <>
            <Start />
            <ProgrammeSteps />
          </>
        ) : (
          <>
            <ProgrammeSteps />
            <Figures period={period} stale={stale ? lastDay : undefined} />
          </>
        )}
      </PageBody>
    </Page>
  );
}

function Figures({ period, stale }: { period: Period; stale: string | undefined }) {
  const { t } = useTranslation(['overview', 'common']);
  const format = useFormat();
  const { preset: _preset, ...variables } = period;
  const { data, previousData, error, refetch } = useQuery(OverviewDocument, {
    variables,
    fetchPolicy: 'cache-and-network',
  });
  const shown: OverviewQuery | undefined = data ?? previousData;
  if (error && !data) return <FailureState error={error} onRetry={() => void refetch()} />;
  if (!shown) return <Loading />;
  return (
    <div aria-busy={!data} className={styles.figures} data-waiting={!data}>
      <p className="k-muted">
        {t('period', { from: format.day(period.from), to: format.day(period.to) })} ·{' '}
        {t('comparedWith', { from: format.day(period.beforeFrom), to: format.day(period.beforeTo) })}
        {stale && ` · ${t('stale', { date: format.day(stale) })}`}
      </p>
      <Tiles overview={shown.overview} />
      <Charts overview={shown.overview} before={shown.before} interval={period.interval} />
    </div>
  );
}

/** An empty brand: the shortest way to something to see. */
function Start() {
  const { t } = useTranslation(['overview', 'common']);
  const { can } = useSession();
  return (
    <EmptyState icon={<UploadIcon />} title={t('start.title')} text={t('start.text')}>
      {can('IMPORT_RUN') && (
        <Button variant="contained" to="/imports/new">
          {t('common:palette.uploadImport')}
        </Button>
      )}
      <Button to="/operators">{t('start.operators')}</Button>
    </EmptyState>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className={styles.figures}>
      <Skeleton height={20} width={320} />
      <Skeleton height={92} />
      <ChartSkeletons />
    </div>
  );
}

function ChartSkeletons() {
  return (
    <div className={styles.charts}>
      <Skeleton height={330} className={styles.wide ?? ''} />
      <Skeleton height={300} />
      <Skeleton height={300} />
    </div>
  );
}
