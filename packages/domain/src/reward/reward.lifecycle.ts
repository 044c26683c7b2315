import { availableActions, lifecycle } from '../foundation/lifecycle.ts';

export const redemptionStatuses = ['redeemed', 'fulfilled', 'cancelled'] as const;
export type RedemptionStatus = (typeof redemptionStatuses)[number];

export const redemptionActions = ['fulfil', 'cancel', 'reopen'] as const;
export type RedemptionAction = (typeof redemptionActions)[number];

/**
 * What becomes of a reward that a member has taken: it is handed over, or it is cancelled and the points come back. One that
 * was noted as handed over by mistake is to be handed over again; what was cancelled stays so, as its points have moved.
 */
export const redemptionLifecycle = lifecycle<RedemptionStatus, RedemptionAction>('redemption', 'redeemed', {
  redeemed: { fulfil: 'fulfilled', cancel: 'cancelled' },
  fulfilled: { reopen: 'redeemed' },
  cancelled: {},
});

/** What can be done with a redemption in this status. */
export function actionsOnRedemption(status: RedemptionStatus): RedemptionAction[] {
  return availableActions(redemptionLifecycle, status);
}
