import { useTranslation } from 'react-i18next';
import type { OrderStatus } from '../../gql/graphql.ts';
import { Badge, type Tone } from '../ui/page.tsx';

const tones: Record<OrderStatus, Tone> = {
  PENDING: 'warning',
  PAID: 'positive',
  PARTIALLY_REFUNDED: 'info',
  REFUNDED: 'neutral',
  CANCELLED: 'neutral',
};

export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const { t } = useTranslation('common');
  return <Badge tone={tones[status]}>{t(`orderStatus.${status}`)}</Badge>;
}
