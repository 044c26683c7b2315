import type {
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextDidResolveSource,
  GraphQLRequestContextValidationDidStart,
  GraphQLRequestContextWillSendResponse,
  GraphQLRequestListener,
} from '@apollo/server';
import { message } from '@kolony/domain/foundation/errors';
import { type FormattedExecutionResult, parse } from 'graphql';
import type { Context } from '../context.ts';
import type { Documents } from '../documents/documents.ts';
import type { Charge, Limits } from './limits.ts';
import { checkVariables } from './shape.ts';

const mostErrors = 100;

/** What stands in for a document that is refused, so that Apollo Server goes on to where refusals are answered. */
const placeholderText = '{ __typename }';
const placeholder = parse(placeholderText);

/**
 * The limits at Apollo Server's requests. Listed behind the plugin that words errors: it says last how many there are
 * and what the operation cost.
 */
export function limitsPlugin(limits: Limits, documents: Documents): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async (asked) => {
      const request = new LimitedRequest(limits, documents);
      await request.begin(asked);
      return request;
    },
  };
}

class LimitedRequest implements GraphQLRequestListener<Context> {
  #refused: unknown;
  #found: (() => void) | undefined;
  /** Whether it has had its price, or was refused for it. */
  #counted = false;
  #charge: Charge | undefined;
  #requested = 0;

  constructor(
    private readonly limits: Limits,
    private readonly documents: Documents,
  ) {}

  /** What is thrown before there is an operation is no answer to Apollo Server; what is thrown for one is. */
  async begin({ request, contextValue }: GraphQLRequestContext<Context>): Promise<void> {
    if (request.query !== undefined || !request.extensions?.persistedQuery) return;
    try {
      this.#found = await this.limits.named(contextValue);
      this.#counted = true;
      // Apollo Server looks it up as well: then it is at hand.
      await this.documents.persisted.get(String(request.extensions.persistedQuery.sha256Hash));
    } catch (error) {
      this.#refused = error;
      request.query = placeholderText;
      request.extensions = {};
    }
  }

  async didResolveSource(asked: GraphQLRequestContextDidResolveSource<Context>) {
    this.#found?.();
    this.#counted = false;
    try {
      if (this.#refused) throw this.#refused;
      checkVariables(asked.request.variables);
      await this.limits.admit(asked.contextValue, asked.source, asked.queryHash);
    } catch (error) {
      this.#refused = error;
      // It also looks for the document in its store: whatever it finds there, it is not for this caller.
      Object.defineProperty(asked, 'document', {
        enumerable: true,
        get: () => placeholder,
        set: () => undefined,
      });
    }
  }

  async validationDidStart({ contextValue, queryHash }: GraphQLRequestContextValidationDidStart<Context>) {
    return async (errors?: readonly Error[]) => {
      if (errors) await this.#count(contextValue, queryHash);
    };
  }

  async didResolveOperation(asked: GraphQLRequestContextDidResolveOperation<Context>) {
    if (this.#refused) throw this.#refused;
    const { contextValue, document, operation, request, queryHash } = asked;
    if (!operation) return this.#count(contextValue, queryHash);
    this.#counted = true;
    this.#charge = await this.limits.charge(contextValue, document, operation, request.variables ?? {});
    this.#requested = this.#charge.requested;
  }

  async #count(caller: Context, hash?: string): Promise<void> {
    this.#counted = true;
    await this.limits.charged(caller, hash);
  }

  async willSendResponse(answered: GraphQLRequestContextWillSendResponse<Context>) {
    const { response, contextValue, queryHash } = answered;
    // Whatever else kept it from becoming an operation.
    if (!this.#refused && !this.#counted) await this.#count(contextValue, queryHash);
    if (response.body.kind !== 'single') return;
    const result = response.body.singleResult;
    const actual = this.#charge?.settle(result.data, isPartial(result)) ?? 0;
    const cost = { requested: this.#requested, actual, throttle: this.limits.throttle(contextValue) };
    result.extensions = { ...result.extensions, cost };
    if (!result.errors || result.errors.length <= mostErrors) return;
    const more = { count: result.errors.length - mostErrors, limit: mostErrors };
    const { scope, request } = contextValue;
    result.errors = [
      ...result.errors.slice(0, mostErrors),
      {
        message: message('TOO_MANY_ERRORS', scope.locale, more),
        extensions: { code: 'TOO_MANY_ERRORS', requestId: request.id },
      },
    ];
  }
}

/**
 * Whether the data don't tell what was read: an error below a root field may have emptied all around it, and what broke
 * off midway has had its cost. Other errors of root fields refuse them before anything is read.
 */
function isPartial({ errors }: FormattedExecutionResult): boolean {
  return (
    errors?.some(
      ({ path, extensions }) =>
        (path && path.length > 1) || extensions?.code === 'TIMED_OUT' || extensions?.code === 'INTERNAL',
    ) ?? false
  );
}
