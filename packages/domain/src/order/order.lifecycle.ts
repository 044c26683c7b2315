import { availableActions, lifecycle, nextState } from '../foundation/lifecycle.ts';

export const orderStatuses = ['pending', 'paid', 'partially_refunded', 'refunded', 'cancelled'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** What can be asked for; `refund` is in part or of all that is left. */
export const orderActions = ['pay', 'refund', 'cancel'] as const;
export type OrderAction = (typeof orderActions)[number];

const orderLifecycle = lifecycle<OrderStatus, OrderAction | 'refund_rest'>('order', 'pending', {
  pending: { pay: 'paid', cancel: 'cancelled' },
  paid: { refund: 'partially_refunded', refund_rest: 'refunded', cancel: 'cancelled' },
  partially_refunded: { refund: 'partially_refunded', refund_rest: 'refunded' },
  refunded: {},
  cancelled: {},
});

/** The status that an action leads to; undefined when it can't be done. `rest`: the refund is of all that is left. */
export function statusAfter(status: OrderStatus, action: OrderAction, rest = false): OrderStatus | undefined {
  return nextState(orderLifecycle, status, action === 'refund' && rest ? 'refund_rest' : action);
}

/** What can be done with an order in this status. */
export function actionsOn(status: OrderStatus): OrderAction[] {
  const available: string[] = availableActions(orderLifecycle, status);
  return orderActions.filter((action) => available.includes(action));
}

/** Whether the order was paid, whatever came back since. */
export function isPaid(status: OrderStatus): boolean {
  return status !== 'pending' && status !== 'cancelled';
}

/** The status of a paid order of which so much was refunded. */
export function paidStatus(totalMinor: number, refundedMinor: number): OrderStatus {
  if (refundedMinor === 0) return 'paid';
  return refundedMinor < totalMinor ? 'partially_refunded' : 'refunded';
}
