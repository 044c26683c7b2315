import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { type RedemptionActs, RedemptionButtons } from './redemption-buttons.tsx';
import { type Redemption, viewOf } from './redemptions.ts';
import { RedemptionStatusBadge } from './reward-state.tsx';

export const defaultWaitingColumns = ['member', 'reward', 'points', 'createdAt', 'waits', 'actions'];
export const defaultDecidedColumns = [
  'member',
  'reward',
  'points',
  'createdAt',
  'status',
  'decidedAt',
  'note',
  'actions',
];

/** All columns that the list of redemptions can show. */
export function useRedemptionColumns(acts: RedemptionActs): Column<Redemption>[] {
  const { t } = useTranslation(['reward', 'common']);
  const format = useFormat();
  return useMemo(() => {
    const none = <span className="k-muted">{t('common:state.none')}</span>;
    const text = (id: string, label: string, width: number, read: (row: Redemption) => string) => ({
      id,
      label,
      width,
      text: read,
      cell: (row: Redemption) => read(row) || none,
    });
    const columns: Column<Redemption>[] = [
      text('member', t('redemption.member'), 150, ({ member }) => memberName(member, t('unnamed'))),
      text('reward', t('redemption.reward'), 190, ({ reward }) => reward.name),
      text('kind', t('field.kind'), 80, ({ reward }) => t(`common:rewardKind.${reward.kind}`)),
      {
        ...text('points', t('redemption.points'), 90, ({ points }) => format.number(points)),
        align: 'end',
      },
      text('createdAt', t('redemption.createdAt'), 140, ({ createdAt }) => format.dateTime(createdAt)),
      text('waits', t('redemption.waits'), 110, ({ createdAt }) => format.since(createdAt)),
      {
        ...text('status', t('redemption.status'), 100, (row) => t(`view.${viewOf(row)}`)),
        cell: (row) => <RedemptionStatusBadge redemption={row} />,
      },
      text('decidedAt', t('redemption.decidedAt'), 140, ({ decidedAt }) =>
        decidedAt ? format.dateTime(decidedAt) : '',
      ),
      text('note', t('field.note'), 200, ({ note }) => note ?? ''),
      {
        id: 'actions',
        label: t('redemption.actions'),
        width: 170,
        cell: (row) => <RedemptionButtons redemption={row} {...acts} />,
      },
    ];
    return columns;
  }, [t, format, acts]);
}
