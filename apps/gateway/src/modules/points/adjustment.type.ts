import {
  type AdjustmentAction as ActionName,
  actionsOnAdjustment,
  adjustmentStatuses,
  type AdjustmentStatus as StatusName,
} from '@kolony/domain/points/adjustment.lifecycle';
import { Field, ID, InputType } from 'type-graphql';
import { Column, Computed, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Conditions } from '../../reading/sources.ts';
import { idsOf } from '../../server/ids.ts';
import { BigInteger } from '../../server/scalars.ts';
import { Member } from '../member/member.type.ts';
import { Operator } from '../operator/operator.type.ts';
import { AdjustmentAction, AdjustmentStatus } from './points.enums.ts';
import { PointsEntry } from './points-entry.type.ts';

const statusOf = (raw: unknown) => adjustmentStatuses.find((status) => status === raw);

@Stored({
  name: 'PointsAdjustment',
  table: 'points_adjustment',
  allow: 'POINTS_READ',
  description: 'Points that an operator gave or took by hand, or asked to.',
})
export class PointsAdjustment {
  @Column('points', () => BigInteger, 'Given when positive, taken when negative.')
  points!: number;

  @Column(
    'reason',
    () => String,
    'Why, as the operator wrote; null once the member has closed the account, with whom it goes.',
    { nullable: true },
  )
  reason!: string | null;

  @Column('status', () => AdjustmentStatus, 'Where it stands.')
  status!: StatusName;

  @Computed(
    { status: 'status', requestedBy: 'requested_by' },
    ({ status, requestedBy }, _, { scope }) => {
      const known = statusOf(status);
      const isOwn = requestedBy !== null && requestedBy === scope.actor.id;
      const mayDecide = scope.permissions.has('POINTS_APPROVE');
      const can: Record<ActionName, boolean> = {
        approve: mayDecide && !isOwn,
        reject: mayDecide && !isOwn,
        withdraw: isOwn,
      };
      return known ? actionsOnAdjustment(known).filter((action) => can[action]) : [];
    },
    () => [AdjustmentAction],
    'What the caller can do with it now.',
  )
  availableActions!: ActionName[];

  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Whose points they are.',
  )
  member!: object;

  @One(
    () => PointsEntry,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.entry_id`,
    'What was posted; null as long as nothing was.',
    { nullable: true },
  )
  entry!: object | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.requested_by`,
    'Who asked for it.',
    { nullable: true },
  )
  requestedBy!: object | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.decided_by`,
    'Who decided; null where nobody had to.',
    {
      nullable: true,
    },
  )
  decidedBy!: object | null;

  @Timestamp('decided_at', 'When (UTC).', { nullable: true })
  decidedAt!: Date | null;

  @Column('decision_note', () => String, 'What who decided wrote.', { nullable: true })
  decisionNote!: string | null;

  @Timestamp('created_at', 'When it was asked for (UTC).')
  createdAt!: Date;
}

@InputType({
  description: 'Which adjustments. What is left out restricts nothing; what is given must all hold.',
})
class PointsAdjustmentFilter {
  @Field(() => [AdjustmentStatus], { nullable: true, description: 'Any of these.' })
  status?: StatusName[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  memberId?: string | null;
}

function adjustmentConditions(filter: PointsAdjustmentFilter, { row, param }: Conditions): string[] {
  return [
    ...(filter.status ? [`${row}.status = any (${param(filter.status)}::text[])`] : []),
    ...(filter.memberId != null
      ? [`${row}.member_id = any (${param(idsOf('Member', [filter.memberId], 'memberId'))}::uuid[])`]
      : []),
  ];
}

export const adjustmentList = defineList({
  name: 'PointsAdjustment',
  type: () => PointsAdjustment,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
  filterInput: () => PointsAdjustmentFilter,
  filter: adjustmentConditions,
});
