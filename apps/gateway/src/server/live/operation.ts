import type { FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Allowed } from '../../reading/sources.ts';
import { requestError } from '../errors.ts';
import { keysAtMutations } from '../idempotent.ts';
import type { LiveServices } from './live.ts';
import type { Asked } from './stream.ts';

const mostTokens = 2_000;
const mostErrors = 10;

/** A subscription that may be begun: its document, and what its field needs; or what is against it. */
export type ReadOperation = { document: DocumentNode; allow: Allowed } | { errors: readonly GraphQLError[] };

/**
 * Reads what a stream asks for. Only subscriptions: queries and mutations have limits, keys and caches of their own where
 * they are sent by POST.
 */
export async function readOperation(
  { schema, documents }: LiveServices,
  request: FastifyRequest,
  { query, operationName, extensions }: Asked,
): Promise<ReadOperation> {
  const hash = hashIn(extensions);
  await documents.admit(request, { query, hash });
  const text = query ?? (hash === undefined ? undefined : await documents.persisted.get(hash));
  if (text === undefined) {
    const code = hash === undefined ? 'BAD_REQUEST' : 'PERSISTED_QUERY_NOT_FOUND';
    return {
      errors: [
        coded(
          new GraphQLError(hash === undefined ? 'Must provide query string' : 'PersistedQueryNotFound'),
          code,
        ),
      ],
    };
  }
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: mostTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    const reason = operationName ? 'Unknown operation' : 'Say by operationName which operation is meant';
    return { errors: [coded(new GraphQLError(reason), 'OPERATION_RESOLUTION_FAILURE')] };
  }
  if (operation.operation !== 'subscription') return { errors: [requestError('SUBSCRIPTIONS_ONLY')] };
  const errors = validate(schema, document, [...specifiedRules, keysAtMutations], { maxErrors: mostErrors });
  if (errors.length > 0) return { errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
  return { document, allow: allowOf(schema, document) };
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

function coded(error: GraphQLError, code: string): GraphQLError {
  const { nodes, source, positions, path, originalError } = error;
  return new GraphQLError(error.message, {
    nodes,
    source,
    positions,
    path,
    originalError,
    extensions: { code },
  });
}
