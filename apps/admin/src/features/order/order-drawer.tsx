import CloseIcon from '@mui/icons-material/Close';
import OpenIcon from '@mui/icons-material/OpenInFull';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/ui/button.tsx';
import { Drawer } from '../../shared/ui/overlay.tsx';
import styles from './order.module.css';
import { OrderDetails, useOrder } from './order-details.tsx';

/** One order beside the list, which stays where it was. */
export function OrderDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['order', 'common']);
  const order = useOrder(id);
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: { className: styles.drawer ?? '', role: 'dialog', 'aria-labelledby': 'order-title' },
      }}
    >
      <header className={styles.drawerHead}>
        <h2 id="order-title">{order.data?.order?.orderNo ?? t('common:noun.Order')}</h2>
        <IconButton to={`/orders/${id}`} aria-label={t('openPage')}>
          <OpenIcon />
        </IconButton>
        <IconButton aria-label={t('common:action.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <OrderDetails query={order} />
    </Drawer>
  );
}
