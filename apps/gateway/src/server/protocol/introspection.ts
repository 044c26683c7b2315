import type { ApolloServerPlugin } from '@apollo/server';
import { DomainError, message } from '@kolony/domain/foundation/errors';
import type { Scope } from '@kolony/domain/foundation/scope';
import { BREAK, type DocumentNode, GraphQLError, type GraphQLFormattedError, visit } from 'graphql';
import type { Env } from '../../env.ts';
import type { Context } from '../context.ts';

const telling = new Set(['__schema', '__type']);
const known = new WeakMap<DocumentNode, boolean>();

/** Whether the schema is told to whoever asks in this scope. */
export function mayReadSchema({ KOLONY_INTROSPECTION }: Env, { actor }: Scope): boolean {
  return KOLONY_INTROSPECTION === 'on' || (KOLONY_INTROSPECTION === 'signed-in' && actor.kind === 'operator');
}

/** Throws INTROSPECTION_CLOSED, in the language of the scope, unless the schema is told to it. */
export function assertMayReadSchema(env: Env, scope: Scope): void {
  if (mayReadSchema(env, scope)) return;
  throw new GraphQLError(message('INTROSPECTION_CLOSED', scope.locale), {
    originalError: new DomainError('INTROSPECTION_CLOSED'),
    extensions: { http: { status: 403 } },
  });
}

/**
 * Lets the schema be read by whom KOLONY_INTROSPECTION says, and takes the suggestions of names out of errors for all
 * others: "Did you mean" tells the schema name by name.
 */
export function introspectionPolicy(env: Env): ApolloServerPlugin<Context> {
  const mayRead = (scope: Scope) => mayReadSchema(env, scope);
  return {
    async requestDidStart({ contextValue }) {
      return {
        async didResolveOperation({ document }) {
          if (readsSchema(document)) assertMayReadSchema(env, contextValue.scope);
        },
        async willSendResponse({ response }) {
          if (response.body.kind !== 'single' || mayRead(contextValue.scope)) return;
          const { singleResult } = response.body;
          if (singleResult.errors) singleResult.errors = singleResult.errors.map(withoutSuggestion);
        },
      };
    },
  };
}

function readsSchema(document: DocumentNode): boolean {
  const remembered = known.get(document);
  if (remembered !== undefined) return remembered;
  let reads = false;
  visit(document, {
    Field(node) {
      reads ||= telling.has(node.name.value);
      return reads ? BREAK : undefined;
    },
  });
  known.set(document, reads);
  return reads;
}

/** An error without the names that it suggests. */
export function withoutSuggestion(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replace(/ ?Did you mean .+\?/s, '') };
}
