import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CouponRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Badge } from '../../shared/ui/page.tsx';
import styles from './coupon.module.css';
import { RedeemDialog } from './redeem-dialog.tsx';
import { statusTones } from './terms.ts';
import { UndoDialog } from './undo-dialog.tsx';
import { useLastDay } from './use-last-day.ts';
import { useTerms } from './use-terms.ts';

/** Coupons with where they stand, and what can be done with them: of one template by member, or of one member by template. */
export function CouponList(props: {
  coupons: readonly CouponRowFragment[];
  by: 'member' | 'template';
  label: string;
}) {
  const { t } = useTranslation(['coupon', 'common']);
  const { can } = useSession();
  const format = useFormat();
  const { gives } = useTerms();
  const lastDay = useLastDay();
  const [opened, setOpened] = useState<{ act: 'redeem' | 'revoke'; coupon: CouponRowFragment }>();
  const close = () => setOpened(undefined);
  const when = ({ endedAt, expiresAt }: CouponRowFragment) =>
    endedAt ? format.dateTime(endedAt) : t('list.until', { date: lastDay(expiresAt) });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={styles.scroller} tabIndex={0} aria-label={props.label}>
      <table className={styles.table} aria-label={props.label}>
        <thead>
          <tr>
            <th>{props.by === 'member' ? t('field.member') : t('field.coupon')}</th>
            <th>{t('field.status')}</th>
            <th data-roomy>{t('field.code')}</th>
            <th data-roomy>{t('field.validity')}</th>
            <th data-roomy className="k-number">
              {t('field.discount')}
            </th>
            <th>
              <span className="k-visually-hidden">{t('field.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.coupons.map((coupon) => (
            <tr key={coupon.id}>
              <td>
                {props.by === 'member' ? (
                  <Link to={`/members/${coupon.member.id}?tab=coupons`}>
                    {memberName(coupon.member, t('unnamed'))}
                  </Link>
                ) : (
                  <>
                    <Link to={`/coupons/${coupon.template.id}`}>{coupon.template.name}</Link>
                    <small className={styles.sub}>{gives(coupon.template)}</small>
                  </>
                )}
                <small className={styles.sub} data-tight>
                  {when(coupon)} · <span className={styles.code}>…{coupon.codeEnding}</span>
                </small>
              </td>
              <td>
                <Badge tone={statusTones[coupon.status]}>{t(`status.${coupon.status}`)}</Badge>
                {coupon.redemption?.orderNo && (
                  <small className={styles.sub}>{coupon.redemption.orderNo}</small>
                )}
                {coupon.note && <small className={styles.sub}>{coupon.note}</small>}
              </td>
              <td data-roomy className={styles.code}>
                …{coupon.codeEnding}
              </td>
              <td data-roomy className={styles.when}>
                {when(coupon)}
                <small className={styles.sub}>
                  {t('list.issued', { date: format.date(coupon.issuedAt) })}
                </small>
              </td>
              <td data-roomy className="k-number">
                {coupon.status === 'REDEEMED' ? format.money(coupon.discount) : ''}
              </td>
              <td className={styles.acts}>
                {can('COUPON_ISSUE') && coupon.status === 'USABLE' && (
                  <>
                    <Button variant="text" onClick={() => setOpened({ act: 'redeem', coupon })}>
                      {t('redeem.action')}
                    </Button>
                    <Button variant="text" onClick={() => setOpened({ act: 'revoke', coupon })}>
                      {t('revoke.action')}
                    </Button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened?.act === 'redeem' && (
        <RedeemDialog coupon={{ id: opened.coupon.id, name: opened.coupon.template.name }} onClose={close} />
      )}
      {opened?.act === 'revoke' && <UndoDialog act="revoke" id={opened.coupon.id} onClose={close} />}
    </section>
  );
}
