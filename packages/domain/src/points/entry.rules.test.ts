import { expect, it } from 'vitest';
import { actionsOnEntry } from './entry.rules.ts';
import { entryKinds } from './wallet.ts';

const state = {
  kind: 'earn',
  isGivenBack: false,
  isOfReward: false,
  leftToTakeBack: 0,
  pending: 0,
} as const;

it('a redemption is given back once, and that of a reward with the reward', () => {
  expect(actionsOnEntry({ ...state, kind: 'redeem' })).toEqual(['give_back']);
  expect(actionsOnEntry({ ...state, kind: 'redeem', isGivenBack: true })).toEqual([]);
  expect(actionsOnEntry({ ...state, kind: 'redeem', isOfReward: true })).toEqual([]);
});

it('of an earning, what is left can be taken back, and what is pending released', () => {
  expect(actionsOnEntry({ ...state, leftToTakeBack: 5, pending: 3 })).toEqual(['take_back', 'release']);
  expect(actionsOnEntry({ ...state, leftToTakeBack: 5 })).toEqual(['take_back']);
  expect(actionsOnEntry(state)).toEqual([]);
});

it('nothing is done about anything else', () => {
  for (const kind of entryKinds.filter((one) => one !== 'earn' && one !== 'redeem')) {
    expect(actionsOnEntry({ ...state, kind, leftToTakeBack: 5, pending: 3 })).toEqual([]);
  }
});
