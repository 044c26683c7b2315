import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Switch } from '../../shared/ui/switch.tsx';
import { RewardStateBadge, Stock } from './reward-state.tsx';
import { type Reward, stateOf } from './rewards.ts';
import { useRewardSwitch } from './use-reward-switch.ts';
import { useRewardWords } from './use-reward-words.ts';

export const defaultRewardColumns = [
  'name',
  'state',
  'kind',
  'points',
  'stock',
  'limit',
  'window',
  'taken',
  'on',
];

/** All columns that the list of rewards can show. */
export function useRewardColumns(): Column<Reward>[] {
  const { t } = useTranslation(['reward', 'common']);
  const { can } = useSession();
  const format = useFormat();
  const words = useRewardWords();
  const writable = can('PROGRAMME_UPDATE');
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the format
  return useMemo(() => {
    const none = <span className="k-muted">{t('common:state.none')}</span>;
    const text = (id: string, label: string, width: number, read: (row: Reward) => string) => ({
      id,
      label,
      width,
      text: read,
      cell: (row: Reward) => read(row) || none,
    });
    const columns: Column<Reward>[] = [
      text('name', t('field.name'), 170, ({ name }) => name),
      {
        ...text('state', t('column.state'), 96, (reward) => t(`state.${stateOf(reward)}`)),
        cell: (reward) => <RewardStateBadge reward={reward} />,
      },
      text('kind', t('field.kind'), 76, ({ kind }) => t(`common:rewardKind.${kind}`)),
      { ...text('points', t('field.points'), 80, ({ points }) => format.number(points)), align: 'end' },
      {
        ...text('stock', t('column.stock'), 100, ({ stock }) => (stock === null ? '' : String(stock))),
        align: 'end',
        cell: (reward) => <Stock reward={reward} />,
      },
      text('limit', t('column.limit'), 143, words.limit),
      text('window', t('column.window'), 248, words.window),
      {
        ...text('taken', t('column.taken'), 80, ({ redemptionCount }) => format.number(redemptionCount)),
        align: 'end',
        hint: t('column.takenHint'),
      },
      text('tiers', t('field.tierIds'), 150, words.tiers),
      text('createdAt', t('column.createdAt'), 110, ({ createdAt }) => format.date(createdAt)),
    ];
    if (writable)
      columns.push({
        id: 'on',
        label: t('field.active'),
        width: 70,
        cell: (reward) => <OnOff reward={reward} />,
      });
    return columns;
  }, [t, format, writable]);
}

export function OnOff({ reward }: { reward: Reward }) {
  const { t } = useTranslation('reward');
  const [change, busy] = useRewardSwitch();
  return (
    <Switch
      label={t('toggle', { name: reward.name })}
      checked={reward.active}
      busy={busy}
      onChange={(active) => void change(reward, active)}
    />
  );
}
