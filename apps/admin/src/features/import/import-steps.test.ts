import { expect, test } from 'vitest';
import { currentStep, shownStep } from './import-steps.ts';

test('an import that failed before it ran stands at the check, one that failed while it ran at its result', () => {
  expect(currentStep({ status: 'FAILED', availableActions: ['MAP', 'CHECK', 'DISCARD'] })).toBe('check');
  expect(currentStep({ status: 'FAILED', availableActions: ['RUN', 'UNDO'] })).toBe('result');
});

test('an address leads back to the columns, but never ahead of the import', () => {
  const checked = { status: 'CHECKED', availableActions: ['MAP'] } as const;
  const standing = { ...checked, availableActions: [...checked.availableActions] };
  expect(shownStep(standing, 'columns')).toBe('columns');
  expect(shownStep(standing, 'result')).toBe('check');
  expect(shownStep(standing, null)).toBe('check');
});
