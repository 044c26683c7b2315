import type { OrderStatus as OrderStatusName } from '@kolony/domain/order/order.lifecycle';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { CurrencyCode, Decimal } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { IdentityInput } from '../member/member.input.ts';
import { Order, OrderStatus } from './order.type.ts';

@InputType({ description: 'One product of an order.' })
export class OrderLineInput {
  @Field(() => String, {
    nullable: true,
    description: 'The shop’s code of the product, at most 100 characters.',
  })
  sku?: string | null;

  @Field(() => String, { nullable: true, description: 'The product, at most 300 characters.' })
  productName?: string | null;

  @Field(() => Int, { description: 'How many, 1 to 1,000,000.' })
  quantity!: number;

  @Field(() => Decimal, { nullable: true, description: 'The price of one, in the brand’s currency.' })
  unitPrice?: string | null;
}

@InputType({
  description:
    'An order as the shop knows it. The same channel and number again is the same order: what differs is changed, what is left out stays. It goes only forward: an earlier status than the known one doesn’t take it back.',
})
export class OrderRecordInput {
  @Field(() => String, {
    nullable: true,
    description: 'Where it was placed, at most 64 characters; empty by default.',
  })
  channel?: string | null;

  @Field(() => String, { description: 'The shop’s number of it, at most 100 characters.' })
  orderNo!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Whose it is. A new order needs this or identities.',
  })
  memberId?: string | null;

  @Field(() => [IdentityInput], {
    nullable: true,
    description:
      'Handles by which its member is found, or made. Those of two members are IDENTITIES_OF_TWO_MEMBERS.',
  })
  identities?: IdentityInput[] | null;

  @Field(() => OrderStatus, { nullable: true, description: 'A new one is paid unless told otherwise.' })
  status?: OrderStatusName | null;

  @Field(() => Decimal, { description: 'What was to be paid, in the brand’s currency.' })
  total!: string;

  @Field(() => Decimal, {
    nullable: true,
    description:
      'What was given back of it in all; needed for PARTIALLY_REFUNDED, all of it for REFUNDED. Less than what is known changes nothing.',
  })
  refunded?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'The brand’s; CURRENCY_MISMATCH for another.' })
  currency?: string | null;

  @Field(() => Date, { description: 'When it was placed (UTC).' })
  placedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was paid (UTC); as it was placed when not given.',
  })
  paidAt?: Date | null;

  @Field(() => [OrderLineInput], {
    nullable: true,
    description: 'What was bought, at most 1,000 lines. Their sum needn’t be the total.',
  })
  lines?: OrderLineInput[] | null;
}

@InputType({ description: 'A payment of a pending order.' })
export class OrderPayInput {
  @Field(() => ID, { description: 'Which order.' })
  id!: string;

  @Field(() => Date, { nullable: true, description: 'When it was paid (UTC); now when not given.' })
  paidAt?: Date | null;
}

@InputType({ description: 'A refund of an order, in part or of all that is left.' })
export class OrderRefundInput {
  @Field(() => ID, { description: 'Which order.' })
  id!: string;

  @Field(() => String, {
    description: 'The shop’s number of the refund, at most 100 characters: the same again changes nothing.',
  })
  refundNo!: string;

  @Field(() => Decimal, { description: 'How much, in the order’s currency; at most what is left.' })
  amount!: string;

  @Field(() => Date, {
    nullable: true,
    description:
      'When (UTC); now when not given. A refund made before a record of the order told how much was refunded in all is part of that, and counts once.',
  })
  refundedAt?: Date | null;
}

@InputType({ description: 'An order to cancel.' })
export class OrderCancelInput {
  @Field(() => ID, { description: 'Which order.' })
  id!: string;
}

@ObjectType({ description: 'The order as it is now.' })
export class OrderPayload {
  @ReadOne(() => Order, 'The order; null when it was refused.')
  order?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}
