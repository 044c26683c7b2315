import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { OrderWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { OrderRefundDocument } from './order.graphql.ts';

/** Takes over a refund that the shop made: its number makes sure that it counts once. */
export function RefundDialog({ order, onClose }: { order: OrderWholeFragment; onClose: () => void }) {
  const { t } = useTranslation(['order', 'common']);
  const format = useFormat();
  const [refund] = useAct(OrderRefundDocument, { refetch: ['Orders'] });
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: `order.${order.id}.refund`,
    schema: z.object({
      amount: z.string().check(z.regex(/^\d+([.]\d{1,4})?$/, t('common:form.invalidAmount'))),
      refundNo: z.string().check(z.minLength(1, t('common:form.required'))),
    }),
    defaultValues: { amount: order.net.amount, refundNo: '' },
    send: (values) => refund({ input: { id: order.id, ...values } }),
    onDone: () => {
      toast(t('refund.done'));
      onClose();
    },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('refund.title', { orderNo: order.orderNo })}
      confirm={t('refund.action')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      draft={draft}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('refund.text')}</p>
      <TextField
        label={t('refund.amount', { currency: order.net.currency })}
        hint={t('refund.most', { amount: format.money(order.net) })}
        inputMode="decimal"
        error={errors.amount?.message}
        {...form.register('amount')}
      />
      <TextField
        label={t('refund.refundNo')}
        hint={t('refund.refundNoHint')}
        error={errors.refundNo?.message}
        {...form.register('refundNo')}
      />
    </FormDialog>
  );
}
