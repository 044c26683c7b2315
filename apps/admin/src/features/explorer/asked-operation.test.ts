import { expect, test } from 'vitest';
import { askedOperation } from './asked-operation.ts';

const name = (text: string, operationName?: string) => askedOperation(text, operationName)?.name?.value;

test('the operation that is named is meant', () => {
  expect(name('query A { a } query B { b }', 'B')).toBe('B');
});

test('a name of the tab before means the only operation there is', () => {
  expect(name('query Members { members { totalCount } } fragment F on Member { id }', 'WhoAmI')).toBe(
    'Members',
  );
});

test.each([
  ['of several, a name that none has', 'query A { a } query B { b }', 'C'],
  ['of several, none named', 'query A { a } query B { b }', undefined],
  ['no operation', 'fragment F on Member { id }', 'F'],
  ['what can’t be read', 'query {', 'A'],
])('%s: the gateway says what is wrong', (_, text, operationName) => {
  expect(askedOperation(text, operationName)).toBeNull();
});
