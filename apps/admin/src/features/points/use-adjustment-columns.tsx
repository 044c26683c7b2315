import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PointsAdjustmentAction, PointsAdjustmentRowFragment as Row } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { AdjustmentButtons } from './adjustment-buttons.tsx';
import { AdjustmentStatusBadge } from './adjustment-status.tsx';
import { usePointsFormat } from './use-points.ts';

export const defaultWaitingColumns = ['member', 'points', 'reason', 'requestedBy', 'createdAt', 'actions'];
export const defaultDecidedColumns = [
  'member',
  'points',
  'reason',
  'requestedBy',
  'createdAt',
  'decidedBy',
  'decidedAt',
  'note',
];

/** All columns that the list of adjustments can show. */
export function useAdjustmentColumns(
  onDecide: (row: Row, action: PointsAdjustmentAction) => void,
): Column<Row>[] {
  const { t } = useTranslation(['points', 'common']);
  const format = useFormat();
  const { signed } = usePointsFormat();
  // biome-ignore lint/correctness/useExhaustiveDependencies: how points are written changes with the format
  return useMemo(() => {
    const none = <span className="k-muted">{t('common:state.none')}</span>;
    const text = (id: string, label: string, width: number, read: (row: Row) => string) => ({
      id,
      label,
      width,
      text: read,
      cell: (row: Row) => read(row) || none,
    });
    const columns: Column<Row>[] = [
      text('member', t('adjustment.member'), 150, ({ member }) => memberName(member, t('unnamed'))),
      { ...text('points', t('field.points'), 90, ({ points }) => signed(points)), align: 'end' },
      {
        ...text('reason', t('field.reason'), 260, ({ reason }) => reason ?? t('adjustment.erased')),
        cell: ({ reason }) =>
          reason === null ? (
            <span className="k-muted">{t('adjustment.erased')}</span>
          ) : (
            <span title={reason}>{reason}</span>
          ),
      },
      {
        ...text('status', t('adjustment.status'), 100, ({ status }) =>
          t(`common:adjustmentStatus.${status}`),
        ),
        cell: ({ status }) => <AdjustmentStatusBadge status={status} />,
      },
      text(
        'requestedBy',
        t('adjustment.requestedBy'),
        110,
        ({ requestedBy }) => requestedBy?.name ?? t('adjustment.nobody'),
      ),
      text('createdAt', t('adjustment.createdAt'), 140, ({ createdAt }) => format.dateTime(createdAt)),
      text('decidedBy', t('adjustment.decidedBy'), 110, ({ decidedBy }) => decidedBy?.name ?? ''),
      text('decidedAt', t('adjustment.decidedAt'), 140, ({ decidedAt }) =>
        decidedAt ? format.dateTime(decidedAt) : '',
      ),
      text('note', t('adjustment.note'), 180, ({ decisionNote }) => decisionNote ?? ''),
      {
        id: 'actions',
        label: t('adjustment.actions'),
        width: 150,
        cell: (row) => <AdjustmentButtons adjustment={row} onDecide={(action) => onDecide(row, action)} />,
      },
    ];
    return columns;
  }, [t, format, onDecide]);
}
