import { parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { withTypes } from './documents.ts';

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
