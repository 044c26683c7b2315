import { availableActions, lifecycle } from '../foundation/lifecycle.ts';

export const adjustmentStatuses = ['waiting', 'posted', 'rejected', 'withdrawn'] as const;
export type AdjustmentStatus = (typeof adjustmentStatuses)[number];

export const adjustmentActions = ['approve', 'reject', 'withdraw'] as const;
export type AdjustmentAction = (typeof adjustmentActions)[number];

/** What becomes of points that are to be given or taken by hand and are too many for one operator. */
export const adjustmentLifecycle = lifecycle<AdjustmentStatus, AdjustmentAction>('adjustment', 'waiting', {
  waiting: { approve: 'posted', reject: 'rejected', withdraw: 'withdrawn' },
  posted: {},
  rejected: {},
  withdrawn: {},
});

/** What can be done with an adjustment in this status: only who asked for it withdraws it, only another approves it. */
export function actionsOnAdjustment(status: AdjustmentStatus): AdjustmentAction[] {
  return availableActions(adjustmentLifecycle, status);
}
