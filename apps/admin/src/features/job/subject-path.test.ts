import { expect, test } from 'vitest';
import { subjectPath } from './subject-path.ts';

test('a job leads to its import, and nowhere when it is about something without a page', () => {
  expect(subjectPath('import_01m80a7vhcejaahmnwz76479y5')).toBe('/imports/import_01m80a7vhcejaahmnwz76479y5');
  expect(subjectPath('operator_01m80a7vhcejaahmnwz76479y5')).toBeUndefined();
  expect(subjectPath(null)).toBeUndefined();
});
