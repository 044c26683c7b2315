import type { EntryKind } from '@kolony/domain/points/wallet';
import { Column, Computed, Connected, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { BigInteger } from '../../server/scalars.ts';
import { PointsEntryKind } from '../points/points.enums.ts';
import { expiringNext, heldBy, PointsExpiring } from '../points/points-wallet.type.ts';

@Stored({
  name: 'MyPointsEntry',
  table: 'my_points_entry',
  allow: 'MEMBER_SELF',
  description: 'Something that happened to one’s points.',
})
class MyPointsEntry {
  @Column('kind', () => PointsEntryKind, 'What happened.')
  kind!: EntryKind;

  @Column(
    'points',
    () => BigInteger,
    'How many points one has more by it, pending ones included; less if negative.',
  )
  points!: number;

  @Column('available_after', () => BigInteger, 'What one could then spend; below zero, what one owed.')
  availableAfter!: number;

  @Column('pending_after', () => BigInteger, 'What was then pending.')
  pendingAfter!: number;

  @Column(
    // What operators write about an adjustment is for each other.
    (row) => `case when ${row}.kind <> 'adjust' then ${row}.reason end`,
    () => String,
    'What for, as the brand wrote; null when it didn’t.',
    { nullable: true },
  )
  reason!: string | null;

  @Column(
    (row) =>
      `(select o.order_no from "order" o where o.brand_id = ${row}.brand_id and o.id = ${row}.subject_id and ${row}.subject_type = 'Order')`,
    () => String,
    'Number of the order that it was for; null when it was for none.',
    { nullable: true },
  )
  orderNo!: string | null;

  @Timestamp('at', 'When (UTC).')
  at!: Date;
}

const myPointsEntryList = defineList({
  name: 'MyPointsEntry',
  type: () => MyPointsEntry,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
});

@Stored({
  name: 'MyPoints',
  table: 'member',
  allow: 'MEMBER_SELF',
  description: 'One’s points.',
})
export class MyPoints {
  @Column(heldBy('available'), () => BigInteger, 'What one can spend; below zero, what one owes.')
  available!: number;

  @Column(
    heldBy('pending'),
    () => BigInteger,
    'What one can spend later: the time to return goods isn’t over.',
  )
  pending!: number;

  @Computed(
    expiringNext.columns,
    expiringNext.compute,
    () => PointsExpiring,
    'What expires next of what one can spend; null when nothing does.',
    { nullable: true },
  )
  expiringNext!: PointsExpiring | null;

  @Connected(
    () => myPointsEntryList,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.member_id = ${row}.id`,
    'All that happened to them, the latest first.',
  )
  entries!: object;
}
