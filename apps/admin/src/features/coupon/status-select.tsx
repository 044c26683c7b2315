import { useTranslation } from 'react-i18next';
import type { CouponStatus } from '../../gql/graphql.ts';
import styles from './coupon.module.css';
import { couponStatuses } from './terms.ts';

/** Coupons of one status, or all. */
export function StatusSelect(props: {
  value: CouponStatus | undefined;
  onChange: (value: string | null) => void;
}) {
  const { t } = useTranslation('coupon');
  return (
    <select
      className={styles.select}
      aria-label={t('field.status')}
      value={props.value ?? ''}
      onChange={({ target }) => props.onChange(target.value || null)}
    >
      <option value="">{t('list.all')}</option>
      {couponStatuses.map((status) => (
        <option key={status} value={status}>
          {t(`status.${status}`)}
        </option>
      ))}
    </select>
  );
}
