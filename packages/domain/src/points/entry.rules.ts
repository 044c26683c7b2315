import type { EntryKind } from './wallet.ts';

export const entryActions = ['give_back', 'take_back', 'release'] as const;
export type EntryAction = (typeof entryActions)[number];

/** What has become of an entry since. */
export interface EntryState {
  kind: EntryKind;
  /** Of a redemption: whether it was given back. */
  isGivenBack: boolean;
  /** Of a redemption: whether it was for a reward, which gives the points back with its own cancelling. */
  isOfReward: boolean;
  /** Of an earning: how many of its points weren't taken back. */
  leftToTakeBack: number;
  /** Of an earning: how many of its points are still pending. */
  pending: number;
}

/** What can be done about an entry now. */
export function actionsOnEntry({
  kind,
  isGivenBack,
  isOfReward,
  leftToTakeBack,
  pending,
}: EntryState): EntryAction[] {
  if (kind === 'redeem') return isGivenBack || isOfReward ? [] : ['give_back'];
  if (kind !== 'earn') return [];
  return entryActions.filter((action) =>
    action === 'release' ? pending > 0 : action === 'take_back' && leftToTakeBack > 0,
  );
}
