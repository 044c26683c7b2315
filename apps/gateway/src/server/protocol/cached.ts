import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { Extensions } from 'type-graphql';
import { storedClassNamed } from '../../reading/sources.ts';
import type { Context } from '../context.ts';

/**
 * Says of a field of Query that its answer is the same for everyone, so that caches between may keep it for so many
 * seconds. Only fields with `@Allow('ANYONE')` that read nothing in the scope of the caller.
 */
export function Cached(seconds: number): MethodDecorator & PropertyDecorator {
  return Extensions({ cachedFor: seconds });
}

/**
 * `Cache-Control: public` on answers to GET all of whose fields are `@Cached`, for the shortest of their times. All other
 * answers stay `no-store`. Last among the plugins: what others have put beside the data is the caller's own.
 */
export function cachedAnswers(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  assertPublic(schema);
  return {
    async requestDidStart({ request, contextValue: { reply } }) {
      if (request.http?.method !== 'GET') return;
      return {
        async willSendResponse({ response, document, operation }) {
          if (!document || !operation) return;
          if (response.body.kind !== 'single' || response.body.singleResult.errors) return;
          const seconds = secondsOf(schema, document, operation);
          if (seconds === 0) return;
          delete response.body.singleResult.extensions;
          response.http.headers.set('cache-control', `public, max-age=${seconds}`);
          const vary = [reply.getHeader('vary') ?? [], 'accept', 'accept-language'].flat();
          response.http.headers.set('vary', vary.join(', '));
        },
      };
    },
  };
}

function secondsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
): number {
  const query = schema.getQueryType();
  if (operation !== 'query' || !query) return 0;
  const seconds = [...rootNames(selectionSet, document)]
    .filter((name) => name !== '__typename')
    .map((name) => cachedFor(query, name));
  return seconds.length > 0 ? Math.min(...seconds) : 0;
}

/** Names of the fields that an operation asks its root for; one that is skipped counts too. */
function rootNames(set: SelectionSetNode, document: DocumentNode, names = new Set<string>()): Set<string> {
  for (const part of set.selections) {
    if (part.kind === Kind.FIELD) names.add(part.name.value);
    else if (part.kind === Kind.INLINE_FRAGMENT) rootNames(part.selectionSet, document, names);
    else {
      const spread = document.definitions.find(
        (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === part.name.value,
      );
      if (spread?.kind === Kind.FRAGMENT_DEFINITION) rootNames(spread.selectionSet, document, names);
    }
  }
  return names;
}

function cachedFor(type: GraphQLObjectType, name: string): number {
  const seconds = type.getFields()[name]?.extensions.cachedFor;
  return typeof seconds === 'number' ? seconds : 0;
}

/** Stops the start where a field is said to be the same for everyone and can't be. */
function assertPublic(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.extensions.cachedFor === undefined) continue;
      const name = `${type.name}.${field.name}`;
      if (type !== schema.getQueryType())
        throw new Error(`${name} is no field of Query: @Cached is for those`);
      if (field.extensions.allow !== 'ANYONE')
        throw new Error(`${name} is not open to everyone: @Cached needs @Allow('ANYONE')`);
      const own = reachable(field.type, new Set()).find((one) => storedClassNamed(one.name) !== undefined);
      if (own) throw new Error(`${name} leads to ${own.name}, which depends on who reads it: no @Cached`);
    }
  }
}

function reachable(of: unknown, seen: Set<GraphQLObjectType>): GraphQLObjectType[] {
  const type = getNamedType(of as Parameters<typeof getNamedType>[0]);
  if (!isObjectType(type) || seen.has(type)) return [...seen];
  seen.add(type);
  for (const field of Object.values(type.getFields())) reachable(field.type, seen);
  return [...seen];
}
