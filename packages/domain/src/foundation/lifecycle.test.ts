import { expect, test } from 'vitest';
import { availableJobActions, jobLifecycle, jobStatuses } from '../job/job.rules.ts';
import { availableActions, type Lifecycle, lifecycle, nextState } from './lifecycle.ts';

test('a lifecycle says what can be done in a state and where that leads', () => {
  const door: Lifecycle<'open' | 'shut', 'close' | 'open'> = lifecycle('door', 'shut', {
    shut: { open: 'open' },
    open: { close: 'shut' },
  });
  expect(availableActions(door, 'shut')).toEqual(['open']);
  expect(nextState(door, 'shut', 'open')).toBe('open');
  expect(nextState(door, 'shut', 'close')).toBeUndefined();
});

test('a state that nothing leads to, or that is not declared, is refused at load', () => {
  expect(() => lifecycle<string, string>('door', 'shut', { shut: {}, lost: {} })).toThrow(
    'nothing leads to lost',
  );
  expect(() => lifecycle<string, string>('door', 'shut', { shut: { open: 'ajar' } })).toThrow(
    "'shut' leads to 'ajar', which is not a state",
  );
});

test('a job can be cancelled until it has ended, and run again when it ended badly', () => {
  expect(Object.keys(jobLifecycle).sort()).toEqual([...jobStatuses].sort());
  expect(Object.fromEntries(jobStatuses.map((status) => [status, availableJobActions(status)]))).toEqual({
    queued: ['cancel'],
    running: ['cancel'],
    retrying: ['cancel'],
    completed: [],
    cancelled: ['retry'],
    dead: ['retry'],
  });
});
