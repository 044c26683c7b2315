import type { GraphiQL } from 'graphiql';
import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import type { ComponentProps } from 'react';
import { Observable } from 'rxjs';
import { requestHeaders } from '../../shared/api/headers.ts';
import { askedOperation } from './asked-operation.ts';

type Fetcher = ComponentProps<typeof GraphiQL>['fetcher'];

interface Asking {
  brandId: string | undefined;
  /** Told after each answer whether it was refused for being no document of the console. */
  onTrust: (refused: boolean) => void;
}

/**
 * Asks the gateway as the operator who is signed in, in the brand at work; headers of the editor go before ours. With a
 * token of theirs the cookie stays at home: what is asked counts as a program's.
 */
export function createFetcher({ brandId, onTrust }: Asking): Fetcher {
  return (given, { headers } = {}) => {
    const sent = new Headers(requestHeaders(brandId));
    for (const [name, value] of Object.entries(headers ?? {})) sent.set(name, String(value));
    const operation = askedOperation(given.query, given.operationName);
    const params = operation ? { ...given, operationName: operation.name?.value } : given;
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
      return listen(params, Object.fromEntries(sent), onTrust);
    return ask(params, sent, onTrust);
  };
}

async function ask(params: Parameters<Fetcher>[0], headers: Headers, onTrust: Asking['onTrust']) {
  headers.set('content-type', 'application/json');
  const response = await fetch('/graphql', {
    method: 'POST',
    headers,
    credentials: headers.has('authorization') ? 'omit' : 'same-origin',
    body: JSON.stringify(params),
  });
  const answer = await response.json();
  const refused = isUntrusted(answer.errors);
  // The explorer reads the schema by itself, which says nothing of what the operator asked meanwhile.
  if (refused || params.operationName !== 'IntrospectionQuery') onTrust(refused);
  return answer;
}

/** A connection for each subscription: what headers say is said once, as it opens. */
function listen(
  { operationName, ...params }: Parameters<Fetcher>[0],
  connectionParams: Record<string, string>,
  onTrust: Asking['onTrust'],
): Observable<ExecutionResult> {
  return new Observable((observer) => {
    const client = createClient({
      url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      connectionParams,
      retryAttempts: 0,
    });
    client.subscribe(
      { ...params, ...(operationName && { operationName }) },
      {
        next: ({ data, errors }) =>
          observer.next({
            ...(data !== undefined && { data }),
            ...(errors && { errors: errors.map(({ message, ...rest }) => new GraphQLError(message, rest)) }),
          }),
        error: (error) => {
          onTrust(isUntrusted(error));
          // What a connection closed with is an event, of which the editor could show nothing.
          observer.error(
            error instanceof CloseEvent ? new Error(`${error.code} ${error.reason}`.trim()) : error,
          );
        },
        complete: () => observer.complete(),
      },
    );
    return () => void client.dispose();
  });
}

function isUntrusted(errors: unknown): boolean {
  return (
    Array.isArray(errors) &&
    errors.some(
      (error: { extensions?: { code?: unknown } }) => error.extensions?.code === 'DOCUMENT_NOT_TRUSTED',
    )
  );
}
