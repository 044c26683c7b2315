import { expect, it } from 'vitest';
import { safeNext } from './enter-console.ts';

it('goes on within the console', () => {
  expect(safeNext('/brand_1/members?q=王')).toBe('/brand_1/members?q=王');
});

it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', null])(
  'goes nowhere else: %s',
  (next) => expect(safeNext(next)).toBe('/'),
);
