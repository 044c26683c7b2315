import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const OrderRefundEntity = defineEntity({
  name: 'OrderRefund',
  tableName: 'order_refund',
  properties: {
    brandId: p.uuid().primary(),
    orderId: p.uuid().primary(),
    refundNo: p.text().primary(),
    amountMinor: p.bigint(),
    refundedAt: p.datetime(),
    createdAt: p.datetime(),
  },
});
export type OrderRefundEntity = InferEntity<typeof OrderRefundEntity>;
