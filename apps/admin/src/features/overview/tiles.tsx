import { useTranslation } from 'react-i18next';
import type { OverviewQuery } from '../../gql/graphql.ts';
import type { Money } from '../../shared/format/format.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Tooltip } from '../../shared/ui/tooltip.tsx';
import styles from './overview.module.css';

type Overview = OverviewQuery['overview'];

/** The figures of the period, each with its definition and how it stands to the period before. */
export function Tiles({ overview }: { overview: Overview }) {
  const { t } = useTranslation(['overview', 'common']);
  const format = useFormat();
  const { previous } = overview;
  const none = t('common:state.none');
  const money = (value: Money | null | undefined) => (value ? format.money(value) : none);
  const amount = (value: Money | null | undefined) => Number(value?.amount ?? 0);
  const tiles = [
    {
      key: 'gmv',
      value: money(overview.gmv),
      now: amount(overview.gmv),
      before: amount(previous.gmv),
      was: money(previous.gmv),
    },
    {
      key: 'settledGmv',
      value: money(overview.settledGmv),
      now: amount(overview.settledGmv),
      before: amount(previous.settledGmv),
      was: money(previous.settledGmv),
    },
    {
      key: 'orders',
      value: format.number(overview.orderCount),
      now: overview.orderCount,
      before: previous.orderCount,
      was: format.number(previous.orderCount),
    },
    {
      key: 'averageOrder',
      value: money(overview.averageOrder),
      now: amount(overview.averageOrder),
      before: amount(previous.averageOrder),
      was: money(previous.averageOrder),
    },
    {
      key: 'newMembers',
      value: format.number(overview.newMembers),
      now: overview.newMembers,
      before: previous.newMembers,
      was: format.number(previous.newMembers),
    },
  ] as const;
  return (
    <dl className={styles.tiles}>
      {tiles.map(({ key, value, now, before, was }) => (
        <div key={key} className={styles.tile}>
          <dt>
            <Tooltip title={t(`definition.${key}`)}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition is for the keyboard too */}
              <span tabIndex={0}>{t(`metric.${key}`)}</span>
            </Tooltip>
          </dt>
          <dd>
            <div className={styles.value}>{value}</div>
            <div className={styles.change}>
              <Change now={now} before={before} /> {t('tile.before', { value: was })}
            </div>
          </dd>
        </div>
      ))}
      <div className={styles.tile}>
        <dt>
          <Tooltip title={t('definition.members')}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition is for the keyboard too */}
            <span tabIndex={0}>{t('metric.members')}</span>
          </Tooltip>
        </dt>
        <dd>
          <div className={styles.value}>{format.number(overview.memberCount)}</div>
          <div className={styles.change}>{t('tile.today')}</div>
        </dd>
      </div>
    </dl>
  );
}

/** More or less than before, by sign, arrow and colour. */
function Change({ now, before }: { now: number; before: number }) {
  const format = useFormat();
  if (before === 0) return null;
  const ratio = (now - before) / before;
  const trend = ratio > 0 ? 'up' : ratio < 0 ? 'down' : 'same';
  return (
    <b data-trend={trend}>
      {{ up: '↑', down: '↓', same: '' }[trend]} {format.change(ratio)}
    </b>
  );
}
