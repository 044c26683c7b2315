import { Field, ObjectType } from 'type-graphql';
import { CurrencyCode, Decimal } from '../server/scalars.ts';

@ObjectType({ description: 'An amount of money: exact, in one currency.' })
export class Money {
  @Field(() => Decimal, { description: 'The amount in whole units, as an exact decimal: `1234.50`.' })
  amount!: string;

  @Field(() => CurrencyCode, { description: 'ISO 4217 code of the currency.' })
  currency!: string;
}
