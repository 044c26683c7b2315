import { useTranslation } from 'react-i18next';
import type { LifecycleStage } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { addDays } from '../../shared/format/zoned.ts';
import { FigurePanel } from '../../shared/ui/figure-panel.tsx';
import { ChartLegend } from '../../shared/ui/line-chart.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { type ChartLayer, StackedChart } from '../../shared/ui/stacked-chart.tsx';
import { FlowTable } from './flow-table.tsx';
import styles from './rfm.module.css';
import { movesTogether, stageColors, stages, type Week } from './stages.ts';

/** Members by stage and moves between stages, week by week, as pictures with tables behind. */
export function FlowPanels({ weeks }: { weeks: Week[] }) {
  const { t } = useTranslation(['rfm', 'common']);
  const format = useFormat();
  const words = { picture: t('lifecycle.chart'), table: t('lifecycle.table') };
  const names = weeks.map(({ start }) => ({
    short: format.monthDay(start),
    full: `${format.day(start)} – ${format.day(addDays(start, 6))}`,
  }));
  const nameOf = (stage: LifecycleStage | null | undefined, none: 'came' | 'left') =>
    stage ? t(`common:stage.${stage}`) : t(`lifecycle.${none}`);
  const count = { exact: format.number, short: format.numberShort };
  const layers = stages.toReversed().map(
    (stage): ChartLayer => ({
      label: t(`common:stage.${stage}`),
      color: stageColors[stage],
      values: weeks.map((week) => week.stages.find((one) => one.stage === stage)?.memberCount ?? 0),
    }),
  );
  const together = movesTogether(weeks);
  // By where they went: a week's moves add up to its bar.
  const arrivals = stages.map(
    (stage): ChartLayer => ({
      label: `→ ${t(`common:stage.${stage}`)}`,
      color: stageColors[stage],
      values: weeks.map(({ moves }) =>
        moves.reduce((sum, { to, memberCount }) => (to === stage ? sum + memberCount : sum), 0),
      ),
    }),
  );
  const picture = (label: string, of: ChartLayer[], height: number) => (
    <>
      <ChartLegend lines={of.map((layer) => ({ ...layer }))} />
      <div className={styles.plot}>
        <StackedChart label={label} layers={of} names={names} format={count} height={height} />
      </div>
    </>
  );
  return (
    <>
      <FigurePanel
        title={t('lifecycle.stagesTitle')}
        lead={t('lifecycle.stagesLead')}
        words={words}
        picture={picture(t('lifecycle.stagesTitle'), layers, 280)}
        table={<FlowTable label={t('lifecycle.stagesTitle')} names={names} layers={layers.toReversed()} />}
      />
      <div className={styles.two}>
        <FigurePanel
          title={t('lifecycle.byWeek')}
          lead={t('lifecycle.byWeekLead')}
          words={words}
          picture={picture(t('lifecycle.byWeek'), arrivals, 230)}
          table={
            <FlowTable
              label={t('lifecycle.byWeek')}
              names={names}
              layers={together.map(({ from, to }) => ({
                label: `${nameOf(from, 'came')} → ${nameOf(to, 'left')}`,
                color: '',
                values: weeks.map(({ moves }) =>
                  moves.reduce(
                    (sum, move) => (move.from === from && move.to === to ? sum + move.memberCount : sum),
                    0,
                  ),
                ),
              }))}
            />
          }
        />
        <Panel title={t('lifecycle.movesTitle')} lead={t('lifecycle.movesLead')} flush>
          {together.length === 0 ? (
            <p className="k-muted" style={{ padding: '0 16px 14px' }}>
              {t('lifecycle.noMoves')}
            </p>
          ) : (
            <table className={styles.table} aria-label={t('lifecycle.movesTitle')}>
              <thead>
                <tr>
                  <th>{t('lifecycle.from')}</th>
                  <th className={styles.words}>{t('lifecycle.to')}</th>
                  <th>{t('lifecycle.count')}</th>
                </tr>
              </thead>
              <tbody>
                {together.map(({ from, to, memberCount }) => (
                  <tr key={`${from}${to}`}>
                    <td>{nameOf(from, 'came')}</td>
                    <td className={styles.words}>{nameOf(to, 'left')}</td>
                    <td>{format.number(memberCount)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Panel>
      </div>
    </>
  );
}
