import { useTranslation } from 'react-i18next';
import type { PointsAdjustmentStatus } from '../../gql/graphql.ts';
import { Badge, type Tone } from '../../shared/ui/page.tsx';

export const adjustmentStatuses = [
  'WAITING',
  'POSTED',
  'REJECTED',
  'WITHDRAWN',
] as const satisfies PointsAdjustmentStatus[];

const tones: Record<PointsAdjustmentStatus, Tone> = {
  WAITING: 'warning',
  POSTED: 'positive',
  REJECTED: 'danger',
  WITHDRAWN: 'neutral',
};

export function AdjustmentStatusBadge({ status }: { status: PointsAdjustmentStatus }) {
  const { t } = useTranslation(['points', 'common']);
  return <Badge tone={tones[status]}>{t(`common:adjustmentStatus.${status}`)}</Badge>;
}
