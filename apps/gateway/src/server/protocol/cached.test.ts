import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { expect, it } from 'vitest';
import { createApiSchema } from '../../modules/modules.ts';
import { cachedAnswers } from './cached.ts';

const text = { type: GraphQLString };
const cached = { extensions: { cachedFor: 60, allow: 'ANYONE' } };
const start = (fields: ConstructorParameters<typeof GraphQLObjectType>[0]['fields']) => () =>
  cachedAnswers(new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields }) }));

it('only what is open to everyone, and depends on nobody, starts as cached', () => {
  expect(start({ a: { ...text, ...cached } })).not.toThrow();
  expect(start({ a: { ...text, extensions: { cachedFor: 60, allow: 'SIGNED_IN' } } })).toThrow(
    'Query.a is not open to everyone',
  );
  const inner = new GraphQLObjectType({ name: 'Inner', fields: { b: { ...text, ...cached } } });
  expect(start({ a: { type: inner } })).toThrow('Inner.b is no field of Query');
  // A stored type is read in the scope of its reader, however far in.
  const member = createApiSchema().getType('Member') as GraphQLObjectType;
  const around = new GraphQLObjectType({ name: 'Around', fields: { favourite: { type: member } } });
  expect(start({ a: { type: around, ...cached } })).toThrow(
    /Query\.a leads to \w+, which depends on who reads it/,
  );
});
