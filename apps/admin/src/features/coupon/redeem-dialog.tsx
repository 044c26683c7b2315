import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouponQuoteQuery, CouponRedeemInput } from '../../gql/graphql.ts';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { ChipsField } from '../../shared/form/chips-field.tsx';
import { FormColumns, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useFormat } from '../../shared/format/use-format.ts';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { useSuggestions } from '../../shared/record/use-suggestions.ts';
import { useSession } from '../../shared/session/session.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { CouponQuoteDocument } from './coupon.graphql.ts';
import styles from './coupon.module.css';
import { CouponRedeemDocument } from './coupon-acts.graphql.ts';
import { useKeyedAct } from './use-coupon-act.ts';

const amountForm = /^\d+([.]\d{1,4})?$/;

/** Uses coupons for an order, by the codes that a member shows, or one that is known; says before what it gives. */
export function RedeemDialog(props: { coupon?: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation(['coupon', 'common']);
  const { currency } = useSession().brand;
  const format = useFormat();
  const { channels } = useSuggestions();
  const [codes, setCodes] = useState<string[]>([]);
  const [amount, setAmount] = useState('');
  const [channel, setChannel] = useState('');
  const [orderNo, setOrderNo] = useState('');
  const [problem, setProblem] = useState<string>();
  const [redeem, busy] = useKeyedAct(CouponRedeemDocument);
  const isAmount = amountForm.test(amount.trim());
  const { coupon } = props;
  const named = coupon ? { couponIds: [coupon.id] } : { codes };
  const complete = isAmount && (coupon !== undefined || codes.length > 0);
  const input: CouponRedeemInput = {
    ...named,
    order: { amount: amount.trim(), channel: channel.trim() || null, orderNo: orderNo.trim() || null },
  };
  const submit = async () => {
    setProblem(undefined);
    if (!complete) return setProblem(t('redeem.incomplete'));
    const acted = await redeem(input);
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    const { redemption } = acted.data.couponRedeem;
    if (redemption) toast(t('redeem.done', { payable: format.money(redemption.payable) }));
    props.onClose();
  };
  return (
    <FormDialog
      title={coupon ? t('redeem.titleOf', { name: coupon.name }) : t('redeem.title')}
      confirm={t('redeem.action')}
      busy={busy}
      dirty={amount !== '' || codes.length > 0}
      problem={problem}
      wide
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      {!coupon && (
        <ChipsField label={t('field.codes')} hint={t('hint.codes')} value={codes} onChange={setCodes} />
      )}
      <FormColumns>
        <TextField
          label={t('field.orderAmount', { currency })}
          hint={t('hint.orderAmount')}
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          onChange={({ target }) => setAmount(target.value)}
        />
        <TextField
          label={t('field.orderNo')}
          hint={t('hint.orderNo')}
          optional
          autoComplete="off"
          maxLength={100}
          value={orderNo}
          onChange={({ target }) => setOrderNo(target.value)}
        />
      </FormColumns>
      <TextField
        label={t('field.channel')}
        optional
        autoComplete="off"
        list="coupon-channels"
        value={channel}
        onChange={({ target }) => setChannel(target.value)}
      />
      <datalist id="coupon-channels">
        {channels.map(({ value }) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      {complete && <Quote input={input} />}
    </FormDialog>
  );
}

function Quote({ input }: { input: CouponRedeemInput }) {
  const { t } = useTranslation(['coupon', 'common']);
  const asked = JSON.stringify(input);
  const settled = useDebounced(asked, 500);
  const variables: { input: CouponRedeemInput } = { input: JSON.parse(settled) };
  const { data, previousData, error } = useQuery(CouponQuoteDocument, { variables, fetchPolicy: 'no-cache' });
  if (error)
    return (
      <p className={styles.wrong}>{describeFailure(error).message || t('common:failure.unreachable')}</p>
    );
  const shown = (data ?? previousData)?.couponQuote;
  if (!shown) return null;
  if (!shown.quote) return <p className={styles.wrong}>{shown.userErrors[0]?.message}</p>;
  return <Quoted quote={shown.quote} stale={!data || settled !== asked} />;
}

function Quoted(props: { quote: NonNullable<CouponQuoteQuery['couponQuote']['quote']>; stale: boolean }) {
  const { t } = useTranslation('coupon');
  const format = useFormat();
  const { coupons, discount, payable } = props.quote;
  return (
    <table className={styles.quote} aria-label={t('redeem.quote')} data-stale={props.stale ? '' : undefined}>
      <tbody>
        {coupons.map(({ couponId, name, reason, discount: off }) => (
          <tr key={couponId}>
            <th scope="row">
              {name}
              {reason && <small>{t(`reason.${reason}`)}</small>}
            </th>
            <td className="k-number">{reason ? '' : `−${format.money(off)}`}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('redeem.discount')}</th>
          <td className="k-number">−{format.money(discount)}</td>
        </tr>
        <tr>
          <th scope="row">{t('redeem.payable')}</th>
          <td className="k-number">{format.money(payable)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
