import { decodeIdOf } from '@kolony/domain/foundation/ids';
import { recordDecimalOrder, refundDecimal } from '@kolony/domain/order/order.decimal.service';
import { cancelOrder, payOrder } from '@kolony/domain/order/order.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import {
  OrderCancelInput,
  OrderPayInput,
  OrderPayload,
  OrderRecordInput,
  OrderRefundInput,
} from './order.input.ts';
import { orderList } from './order.list.ts';
import { Order } from './order.type.ts';

@Resolver()
export class OrderResolver {
  @Query(() => Order, {
    nullable: true,
    description: 'An order of the brand; null when there is none with this id.',
  })
  @Allow('ORDER_READ')
  order(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ) {
    const uuid = decodeIdOf('Order', id);
    return uuid ? reader.one(Order, info, uuid) : null;
  }

  @Query(() => orderList.connection as never, { description: 'The orders of the brand, the latest first.' })
  @Allow('ORDER_READ')
  orders(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => orderList.args as never) _args: object,
  ) {
    return reader.page(orderList, info);
  }

  @Mutation(() => OrderPayload, {
    description:
      'Records an order of a shop. Idempotent by channel and number: sent again, however often and at once, it is one order.',
  })
  @Allow('ORDER_WRITE')
  orderRecord(
    @Ctx() context: Context,
    @Arg('input', () => OrderRecordInput, { description: 'The order.' }) input: OrderRecordInput,
  ) {
    const memberId = input.memberId ? uuidOf('Member', input.memberId) : null;
    return write(
      context,
      (tx) => recordDecimalOrder(tx, { ...input, memberId, source: 'api' }),
      (order) => ({ order }),
    );
  }

  @Mutation(() => OrderPayload, {
    description: 'Notes that a pending order was paid. One that is paid already stays as it is.',
  })
  @Allow('ORDER_WRITE')
  orderPay(
    @Ctx() context: Context,
    @Arg('input', () => OrderPayInput, { description: 'Which order.' }) input: OrderPayInput,
  ) {
    const id = uuidOf('Order', input.id);
    return write(
      context,
      (tx) => payOrder(tx, { ...input, id }),
      (order) => ({ order }),
    );
  }

  @Mutation(() => OrderPayload, {
    description:
      'Refunds an order in part or whole. Idempotent by the number of the refund; never above the total.',
  })
  @Allow('ORDER_WRITE')
  orderRefund(
    @Ctx() context: Context,
    @Arg('input', () => OrderRefundInput, { description: 'Which order, and how much.' })
    input: OrderRefundInput,
  ) {
    const id = uuidOf('Order', input.id);
    return write(
      context,
      (tx) => refundDecimal(tx, { ...input, id }),
      (order) => ({ order }),
    );
  }

  @Mutation(() => OrderPayload, {
    description:
      'Cancels an order of which nothing was refunded. One that is cancelled already stays as it is.',
  })
  @Allow('ORDER_WRITE')
  orderCancel(
    @Ctx() context: Context,
    @Arg('input', () => OrderCancelInput, { description: 'Which order.' }) input: OrderCancelInput,
  ) {
    const id = uuidOf('Order', input.id);
    return write(
      context,
      (tx) => cancelOrder(tx, { id }),
      (order) => ({ order }),
    );
  }
}
