import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { Context } from '../context.ts';
import { requestError } from '../errors.ts';

/** Refuses subscriptions that were sent as if one answer could be given to them. */
export function streamsElsewhere(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw requestError('STREAM_REQUIRED');
        },
      };
    },
  };
}
