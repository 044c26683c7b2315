import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { GuardFailedError } from '@kolony/domain/foundation/one-statement';
import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { type Context, contextFor } from '../context.ts';
import { assertMayReadSchema } from '../protocol/introspection.ts';
import type { Executor, Operation } from './executor.ts';

/** Lets Apollo Server execute by the `Executor`: what it calls a gateway is the one place where it asks for that. */
export function executedBy(
  executor: Executor,
  schema: GraphQLSchema,
): ApolloServerOptionsWithGateway<Context>['gateway'] {
  return {
    onSchemaLoadOrUpdate(listen) {
      listen({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, operation, operationName, request, context }) => {
        const contextValue = context as Context;
        // Which operation is meant can't be told: graphql-js says why.
        if (!operation)
          return execute({ schema, document, operationName: operationName ?? request.operationName });
        const asked = { document, operation, variables: request.variables ?? {} };
        return await executeFor(executor, asked, contextValue);
      },
    }),
    stop: async () => undefined,
  };
}

/**
 * Executes for the caller. One who is only assumed is given what was read on the condition that the assumption held;
 * otherwise, and for anything but reading, it is found out first who it is.
 */
async function executeFor(executor: Executor, asked: Operation, context: Context): Promise<ExecutionResult> {
  const { assumption } = context;
  if (!assumption) return await executor.execute(asked, context);
  if (executor.onlyReads(asked)) {
    const result = await executor.execute(asked, context);
    const failed = result.errors?.some(({ originalError }) => originalError instanceof GuardFailedError);
    if (assumption.guarded > 0 && !failed) return result;
  }
  const identity = await assumption.identify();
  // Let pass for whom it was taken for.
  if (executor.introspects(asked)) assertMayReadSchema(context.env, identity.scope);
  return await executor.execute(asked, contextFor(context, identity));
}
