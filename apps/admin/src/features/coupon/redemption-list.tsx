import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CouponRedemptionRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Badge } from '../../shared/ui/page.tsx';
import styles from './coupon.module.css';
import { redemptionTones } from './terms.ts';
import { UndoDialog } from './undo-dialog.tsx';

/** What coupons were used for. */
export function RedemptionList(props: {
  redemptions: readonly CouponRedemptionRowFragment[];
  label: string;
}) {
  const { t } = useTranslation(['coupon', 'common']);
  const { can } = useSession();
  const format = useFormat();
  const [releasing, setReleasing] = useState<string>();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={styles.scroller} tabIndex={0} aria-label={props.label}>
      <table className={styles.table} aria-label={props.label}>
        <thead>
          <tr>
            <th>{t('field.order')}</th>
            <th>{t('field.member')}</th>
            <th>{t('field.status')}</th>
            <th className="k-number">{t('redeem.amount')}</th>
            <th className="k-number">{t('redeem.discount')}</th>
            <th className="k-number">{t('redeem.payable')}</th>
            <th>
              <span className="k-visually-hidden">{t('field.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.redemptions.map((one) => (
            <tr key={one.id}>
              <td className={styles.when}>
                {one.order ? (
                  <Link to={`/orders/${one.order.id}`}>{one.orderNo}</Link>
                ) : (
                  (one.orderNo ?? <span className="k-muted">{t('common:state.none')}</span>)
                )}
                <small className={styles.sub}>
                  {[format.dateTime(one.createdAt), one.channel].filter(Boolean).join(' · ')}
                </small>
              </td>
              <td>
                <Link to={`/members/${one.member.id}?tab=coupons`}>
                  {memberName(one.member, t('unnamed'))}
                </Link>
              </td>
              <td>
                <Badge tone={redemptionTones[one.status]}>{t(`redemptionStatus.${one.status}`)}</Badge>
              </td>
              <td className="k-number">{format.money(one.amount)}</td>
              <td className="k-number">
                −{format.money(one.discount)}
                {one.uses.length > 1 && (
                  <small className={styles.sub}>{t('list.together', { count: one.uses.length })}</small>
                )}
              </td>
              <td className="k-number">{format.money(one.payable)}</td>
              <td className={styles.acts}>
                {can('COUPON_ISSUE') && one.status === 'REDEEMED' && (
                  <Button variant="text" onClick={() => setReleasing(one.id)}>
                    {t('release.action')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {releasing && <UndoDialog act="release" id={releasing} onClose={() => setReleasing(undefined)} />}
    </section>
  );
}
