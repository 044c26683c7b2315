import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import styles from './order.module.css';
import { OrderDetails, useOrder } from './order-details.tsx';

/** One order on a page of its own, for links. */
export function OrderPage() {
  const { t } = useTranslation(['order', 'common']);
  const { id = '' } = useParams();
  const order = useOrder(id);
  return (
    <Page>
      <PageHeader
        title={order.data?.order?.orderNo ?? t('common:noun.Order')}
        back={{ to: '/orders', label: t('common:nav.orders') }}
      />
      <PageBody narrow>
        <div className={styles.framed}>
          <OrderDetails query={order} />
        </div>
      </PageBody>
    </Page>
  );
}
