import type { Stage } from '@kolony/domain/stage/stage.rules';
import { registerEnumType } from 'type-graphql';
import { Column, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';

export const LifecycleStage = {
  NEW: 'new',
  GROWING: 'growing',
  MATURE: 'mature',
  DORMANT: 'dormant',
} as const satisfies Record<Uppercase<Stage>, Stage>;
registerEnumType(LifecycleStage, {
  name: 'LifecycleStage',
  description:
    'How long a member has been here and how lately active, in days of the brand’s time zone that `standingSettings` says. Activity is that they joined, their paid orders, and their events other than birthdays.',
  valuesConfig: {
    NEW: { description: 'Active for the first time a few days ago.' },
    GROWING: { description: 'Here for longer, and not yet for long.' },
    MATURE: { description: 'Here for long.' },
    DORMANT: { description: 'Without activity for long, however long they have been here.' },
  },
});

@Stored({
  name: 'StageChange',
  table: 'member_stage_change',
  allow: 'MEMBER_READ',
  description: 'That a member went from one lifecycle stage to another. Never changed.',
})
class StageChange {
  @Column('from_stage', () => LifecycleStage, 'The stage before; null when they had none.', {
    nullable: true,
  })
  from!: Stage | null;

  @Column(
    'to_stage',
    () => LifecycleStage,
    'The stage after; null when they were merged into another, or closed the account.',
    {
      nullable: true,
    },
  )
  to!: Stage | null;

  @Timestamp('at', 'When (UTC).')
  at!: Date;
}

export const stageChangeList = defineList({
  name: 'StageChange',
  type: () => StageChange,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
});
