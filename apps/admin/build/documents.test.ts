import { runInThisContext } from 'node:vm';
import { parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { asScript, withTypes } from './documents.ts';

it('asks for the type of each record, once, and for none of the operation itself', () => {
  const document = parse(`
    query Members { members { nodes { ...Row tags { __typename name } } } }
    fragment Row on Member { id }
  `);
  expect(print(withTypes(document)).replaceAll(/\s+/g, ' ')).toBe(
    print(
      parse(`
        query Members { members { nodes { ...Row tags { __typename name } __typename } __typename } }
        fragment Row on Member { id __typename }
      `),
    ).replaceAll(/\s+/g, ' '),
  );
});

it('becomes the same document as a script, whose parts are made once', () => {
  const document = { ...parse('query Members { members { id } }', { noLocation: true }), hash: 'name' };
  const made = runInThisContext(asScript(JSON.stringify(document)));
  expect(made.hash).toBe('name');
  expect(made.definitions).toBe(made.definitions);
  expect({ ...made }).toEqual(document);
});
