import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Allowed } from '../../reading/sources.ts';
import { hashOf } from '../documents/shipped.ts';
import { requestError } from '../errors.ts';
import { keysAtMutations } from '../idempotent.ts';
import { checkVariables } from '../limits/shape.ts';
import type { LiveContext } from './follow.ts';
import type { LiveServices } from './live.ts';
import type { Asked } from './stream.ts';

const mostErrors = 10;

/** A subscription that may be begun. */
export interface ReadOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** What its field needs. */
  allow: Allowed;
}

/**
 * Reads what a stream asks for. Only subscriptions: queries and mutations have keys, caches and timeouts of their own where
 * they are sent by POST. @throws what is beyond the limits, and what isn't trusted
 */
export async function readOperation(
  { schema, documents, limits }: LiveServices,
  caller: Pick<LiveContext, 'scope' | 'request'>,
  { query: given, operationName, variables, extensions }: Asked,
): Promise<ReadOperation | { errors: readonly GraphQLError[] }> {
  // Over a WebSocket, where the protocol wants a text, an empty one stands beside a name.
  const query = given || undefined;
  const hash = hashIn(extensions);
  await documents.admit(caller.request, { query, hash }, () => limits.named(caller));
  const found = query ? undefined : await limits.named(caller);
  const text = query ?? (hash && (await documents.persisted.get(hash)));
  if (!text) {
    const [reason, code] = hash
      ? ['PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND']
      : ['Must provide query string', 'BAD_REQUEST'];
    return { errors: [new GraphQLError(reason, { extensions: { code } })] };
  }
  found?.();
  checkVariables(variables);
  const textHash = hashOf(text);
  await limits.admit(caller, text, textHash);
  const document = parse(text);
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    await limits.charged(caller, textHash);
    const reason = operationName ? 'Unknown operation' : 'Say by operationName which operation is meant';
    return { errors: [new GraphQLError(reason, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })] };
  }
  if (operation.operation !== 'subscription') {
    await limits.charged(caller, textHash);
    return { errors: [requestError('SUBSCRIPTIONS_ONLY')] };
  }
  const errors = validate(schema, document, [...specifiedRules, keysAtMutations], { maxErrors: mostErrors });
  if (errors.length === 0) return { document, operation, allow: allowOf(schema, document) };
  await limits.charged(caller, textHash);
  return { errors: errors.map(invalid) };
}

/** What the field of a subscription needs: there is one, wherever fragments put it. */
function allowOf(schema: GraphQLSchema, document: DocumentNode): Allowed {
  const info = new TypeInfo(schema);
  const root = schema.getSubscriptionType();
  let allow: Allowed | undefined;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        if (info.getParentType() === root)
          allow = info.getFieldDef()?.extensions.allow as Allowed | undefined;
      },
    }),
  );
  if (!allow) throw new Error('a subscription has a field, and that says who may use it');
  return allow;
}

function hashIn(extensions: Asked['extensions']): string | undefined {
  const persisted = extensions?.persistedQuery;
  if (typeof persisted !== 'object' || persisted === null || !('sha256Hash' in persisted)) return undefined;
  return typeof persisted.sha256Hash === 'string' ? persisted.sha256Hash : undefined;
}

function invalid(error: GraphQLError): GraphQLError {
  const { nodes, source, positions } = error;
  return new GraphQLError(error.message, {
    nodes,
    source,
    positions,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
}
