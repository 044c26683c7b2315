import { Field, ObjectType } from 'type-graphql';
import { Amount, Column, Computed, Connected, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Money } from '../../reading/money.ts';
import { BigInteger } from '../../server/scalars.ts';
import { pointsEntryList } from './points-entry.type.ts';

const ofMember = (row: string, other: string) =>
  `${other}.brand_id = ${row}.brand_id and ${other}.member_id = ${row}.id`;
/** What a member has, of their row. */
export const heldBy = (what: 'available' | 'pending') => (row: string) =>
  `coalesce((select w.${what} from points_wallet w where ${ofMember(row, 'w')}), 0)`;

@ObjectType({ description: 'Points that expire together.' })
export class PointsExpiring {
  @Field(() => BigInteger, { description: 'How many.' })
  points!: number;

  @Field(() => Date, { description: 'When (UTC): at the end of a day in the brand’s time zone.' })
  at!: Date;
}

/** What expires next of what a member can spend, of their row. */
export const expiringNext = {
  columns: {
    next: (row: string) =>
      `(select json_build_object('points', sum(l.available), 'at', l.expires_at) from points_lot l where ${ofMember(row, 'l')} and l.available > 0 and l.expires_at is not null group by l.expires_at order by l.expires_at limit 1)`,
  },
  compute: ({ next }: Record<string, unknown>) => expiringOf(next),
};

function expiringOf(raw: unknown): PointsExpiring | null {
  if (typeof raw !== 'object' || raw === null || !('points' in raw) || !('at' in raw)) return null;
  return { points: Number(raw.points), at: new Date(String(raw.at)) };
}

@Stored({
  name: 'PointsLot',
  table: 'points_lot',
  allow: 'POINTS_READ',
  description: 'Points that came together and expire together, as far as they are left.',
})
class PointsLot {
  @Column('available', () => BigInteger, 'What can be spent of them; below zero, what is owed.')
  available!: number;

  @Column('pending', () => BigInteger, 'What is pending of them.')
  pending!: number;

  @Timestamp('available_at', 'When pending ones can be spent (UTC); null when somebody has to say so.', {
    nullable: true,
  })
  availableAt!: Date | null;

  @Timestamp('expires_at', 'When they expire (UTC); null when they don’t.', { nullable: true })
  expiresAt!: Date | null;

  @Timestamp('created_at', 'When they came (UTC).')
  createdAt!: Date;
}

const openLots = defineList({
  name: 'PointsLot',
  type: () => PointsLot,
  orders: {
    EXPIRES_AT_ASC: [
      {
        sql: (row) => `case when ${row}.expires_at is null then 'infinity' else ${row}.expires_at end`,
        type: 'timestamptz',
        descending: false,
      },
    ],
  },
});

@Stored({
  name: 'PointsWallet',
  table: 'member',
  allow: 'POINTS_READ',
  description: 'A member’s points: what they have by all that was posted.',
})
export class PointsWallet {
  @Column(heldBy('available'), () => BigInteger, 'What they can spend; below zero, what they owe.')
  available!: number;

  @Column(
    heldBy('pending'),
    () => BigInteger,
    'What they can spend later: the time to return goods isn’t over.',
  )
  pending!: number;

  @Amount(
    (row) =>
      `(select round((${heldBy('available')(row)} + ${heldBy('pending')(row)})::numeric * p.value_minor / p.value_points)::bigint from points_programme p where p.brand_id = ${row}.brand_id)`,
    'What both are worth by the programme, rounded to the minor unit.',
  )
  value!: Money;

  @Computed(
    expiringNext.columns,
    expiringNext.compute,
    () => PointsExpiring,
    'What expires next of what can be spent; null when nothing does.',
    { nullable: true },
  )
  expiringNext!: PointsExpiring | null;

  @Connected(
    () => openLots,
    (row, other) => `${ofMember(row, other)} and (${other}.pending > 0 or ${other}.available <> 0)`,
    'What they have, lot by lot: what is spent first stands first.',
  )
  lots!: object;

  @Connected(
    () => pointsEntryList,
    ofMember,
    'The statement: all that happened to their points, the latest first.',
  )
  entries!: object;
}
