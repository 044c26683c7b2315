import {
  type AdjustmentAction as AdjustmentActionName,
  type AdjustmentStatus as AdjustmentStatusName,
} from '@kolony/domain/points/adjustment.lifecycle';
import type { EntryAction as EntryActionName } from '@kolony/domain/points/entry.rules';
import type { ExpiryPolicy as ExpiryPolicyName } from '@kolony/domain/points/programme.rules';
import type { Account as AccountName, EntryKind as EntryKindName } from '@kolony/domain/points/wallet';
import { registerEnumType } from 'type-graphql';

export const PointsEntryKind = {
  EARN: 'earn',
  MATURE: 'mature',
  REDEEM: 'redeem',
  GIVE_BACK: 'give_back',
  TAKE_BACK: 'take_back',
  EXPIRE: 'expire',
  ADJUST: 'adjust',
  MOVE_OUT: 'move_out',
  MOVE_IN: 'move_in',
} as const satisfies Record<Uppercase<EntryKindName>, EntryKindName>;
registerEnumType(PointsEntryKind, {
  name: 'PointsEntryKind',
  description: 'What happened to a member’s points.',
  valuesConfig: {
    EARN: { description: 'They were given for something.' },
    MATURE: { description: 'Pending ones can be spent from then on.' },
    REDEEM: { description: 'They were spent.' },
    GIVE_BACK: { description: 'What a redemption took was given back.' },
    TAKE_BACK: { description: 'What an earning gave was taken back, in part or whole.' },
    EXPIRE: { description: 'Their time was over.' },
    ADJUST: { description: 'An operator gave or took them by hand.' },
    MOVE_OUT: { description: 'They went to the member whom this one was merged into, or back from them.' },
    MOVE_IN: { description: 'They came from a member who was merged into this one, or back to them.' },
  },
});

export const PointsAccount = {
  ISSUED: 'issued',
  PENDING: 'pending',
  AVAILABLE: 'available',
  REDEEMED: 'redeemed',
  EXPIRED: 'expired',
  REVERSED: 'reversed',
  MOVED: 'moved',
} as const satisfies Record<Uppercase<AccountName>, AccountName>;
registerEnumType(PointsAccount, {
  name: 'PointsAccount',
  description:
    'Where points come from or go to. Two are a member’s, the others the brand’s; over all accounts the sum is always zero.',
  valuesConfig: {
    ISSUED: { description: 'Where all points come from.' },
    PENDING: { description: 'The member’s, who can’t spend them yet.' },
    AVAILABLE: { description: 'The member’s, to spend.' },
    REDEEMED: { description: 'Spent.' },
    EXPIRED: { description: 'Not spent in time.' },
    REVERSED: { description: 'Taken back, or taken by hand.' },
    MOVED: {
      description: 'On the way between two members, or to what a member owes: what goes in comes out.',
    },
  },
});

export const PointsExpiry = {
  NEVER: 'never',
  AFTER_MONTHS: 'after_months',
  END_OF_MONTH: 'end_of_month',
  END_OF_YEAR: 'end_of_year',
  ON_DATE: 'on_date',
} as const satisfies Record<Uppercase<ExpiryPolicyName>, ExpiryPolicyName>;
registerEnumType(PointsExpiry, {
  name: 'PointsExpiry',
  description:
    'When points expire that are earned from now on: at the end of a day in the brand’s time zone.',
  valuesConfig: {
    NEVER: { description: 'They don’t.' },
    AFTER_MONTHS: { description: 'So many months after they were earned.' },
    END_OF_MONTH: { description: 'At the end of the month that lies so many months after they were earned.' },
    END_OF_YEAR: {
      description: 'At the end of the year of the day that lies so many months after they were earned.',
    },
    ON_DATE: { description: 'On a day of the calendar: the next one that is at least 30 days away.' },
  },
});

export const AdjustmentStatus = {
  WAITING: 'waiting',
  POSTED: 'posted',
  REJECTED: 'rejected',
  WITHDRAWN: 'withdrawn',
} as const satisfies Record<Uppercase<AdjustmentStatusName>, AdjustmentStatusName>;
registerEnumType(AdjustmentStatus, {
  name: 'PointsAdjustmentStatus',
  description: 'Where an adjustment of points stands.',
  valuesConfig: {
    WAITING: { description: 'Waits for a second operator.' },
    POSTED: { description: 'The points moved.' },
    REJECTED: { description: 'Another operator refused it.' },
    WITHDRAWN: { description: 'Who asked for it took it back.' },
  },
});

export const AdjustmentAction = {
  APPROVE: 'approve',
  REJECT: 'reject',
  WITHDRAW: 'withdraw',
} as const satisfies Record<Uppercase<AdjustmentActionName>, AdjustmentActionName>;
registerEnumType(AdjustmentAction, {
  name: 'PointsAdjustmentAction',
  description: 'What can be done with an adjustment of points.',
  valuesConfig: {
    APPROVE: {
      description: 'Let the points move: `pointsAdjustmentDecide`, by another operator with POINTS_APPROVE.',
    },
    REJECT: { description: 'Refuse it: `pointsAdjustmentDecide`, with POINTS_APPROVE.' },
    WITHDRAW: { description: 'Take it back: `pointsAdjustmentDecide`, by who asked for it.' },
  },
});

export const PointsEntryAction = {
  GIVE_BACK: 'give_back',
  TAKE_BACK: 'take_back',
  RELEASE: 'release',
} as const satisfies Record<Uppercase<EntryActionName>, EntryActionName>;
registerEnumType(PointsEntryAction, {
  name: 'PointsEntryAction',
  description: 'What can be done about an entry of points.',
  valuesConfig: {
    GIVE_BACK: { description: 'Give back what a redemption took: `pointsGiveBack`.' },
    TAKE_BACK: { description: 'Take points of an earning back: `pointsTakeBack`.' },
    RELEASE: { description: 'Let the pending points of an earning be spent: `pointsRelease`.' },
  },
});
