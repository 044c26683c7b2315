import { useQuery } from '@apollo/client/react';
import RefreshIcon from '@mui/icons-material/AutorenewOutlined';
import GridIcon from '@mui/icons-material/GridOnOutlined';
import SettingsIcon from '@mui/icons-material/TuneOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RfmDimension, RfmMatrixQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { FigurePanel } from '../../shared/ui/figure-panel.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { CalculationBar } from './calculation-bar.tsx';
import { DimensionPicker } from './dimension-picker.tsx';
import { dimensionsOf } from './dimensions.ts';
import { GroupLegend } from './group-legend.tsx';
import { HeatMap } from './heat-map.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { RfmMatrixDocument } from './rfm.graphql.ts';
import styles from './rfm.module.css';
import { useCalculation } from './use-calculation.ts';

type Shown = { rows: RfmDimension; columns: RfmDimension };

/** How lately, how often and for how much members ordered: as a map of scores, and as groups. */
export function RfmPage() {
  const { t } = useTranslation(['rfm', 'common']);
  const format = useFormat();
  const { can } = useSession();
  const [params, setParams] = useUrlState();
  const shown = dimensionsOf(params);
  const { data, previousData, error, refetch } = useQuery(RfmMatrixDocument, {
    variables: shown,
    fetchPolicy: 'cache-and-network',
  });
  const calculation = useCalculation(() => void refetch());
  const matrix = (data ?? previousData)?.rfmMatrix;
  return (
    <Page>
      <PageHeader
        title={t('common:nav.rfm')}
        aside={
          matrix?.calculatedAt
            ? t('calculated', { date: format.dateTime(matrix.calculatedAt), count: matrix.memberCount })
            : undefined
        }
      >
        <Button to="/rfm/settings" startIcon={<SettingsIcon />}>
          {t('settings')}
        </Button>
        {can('PROGRAMME_UPDATE') && (
          <Button
            startIcon={<RefreshIcon />}
            loading={calculation.beginning}
            disabled={calculation.job.alive}
            onClick={calculation.begin}
          >
            {t('calculate.action')}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <CalculationBar followed={calculation.job} />
        {error && !matrix ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : !matrix ? (
          <Loading />
        ) : matrix.memberCount === 0 ? (
          <EmptyState icon={<GridIcon />} title={t('empty.title')} text={t('empty.text')}>
            {can('IMPORT_RUN') && (
              <Button variant="contained" to="/imports/new">
                {t('common:palette.uploadImport')}
              </Button>
            )}
          </EmptyState>
        ) : (
          <Analysis
            matrix={matrix}
            shown={shown}
            onChange={(changes) => setParams(changes, { push: true })}
            waiting={!data}
          />
        )}
      </PageBody>
    </Page>
  );
}

function Analysis(props: {
  matrix: RfmMatrixQuery['rfmMatrix'];
  shown: Shown;
  onChange: (changes: { rows: string; columns: string }) => void;
  waiting: boolean;
}) {
  const { matrix, shown, onChange, waiting } = props;
  const { t } = useTranslation('rfm');
  const [lit, setLit] = useState<string>();
  const title = t('matrix.title', {
    rows: t(`dimension.${shown.rows}`),
    columns: t(`dimension.${shown.columns}`),
  });
  return (
    <div className={styles.analysis} aria-busy={waiting} data-waiting={waiting}>
      <FigurePanel
        title={title}
        lead={t('matrix.lead')}
        words={{ picture: t('matrix.chart'), table: t('matrix.table') }}
        actions={<DimensionPicker shown={shown} onChange={onChange} />}
        picture={<HeatMap matrix={matrix} {...shown} lit={lit} />}
        table={<MatrixTable matrix={matrix} {...shown} label={title} />}
      />
      <GroupLegend groups={matrix.groups} onPoint={setLit} />
    </div>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className={styles.analysis}>
      <Skeleton height={520} />
      <Skeleton height={520} />
    </div>
  );
}
