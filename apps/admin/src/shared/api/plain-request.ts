import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql/language/printer';
import { RequestFailed } from './failure.ts';
import { requestHeaders } from './headers.ts';

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

/**
 * Asks the gateway without the client and its cache: for the pages before sign-in, which have to be light.
 * @throws RequestFailed with what the gateway said, or without a code when it can't be reached.
 */
export async function plainRequest<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  brandId?: string,
): Promise<Data> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...requestHeaders(brandId) },
    body: JSON.stringify({ query: print(document), variables }),
  }).catch(() => undefined);
  const requestId = response?.headers.get('x-request-id') ?? undefined;
  const answer: Answer<Data> | undefined = await response?.json().catch(() => undefined);
  const error = answer?.errors?.[0];
  if (error) throw RequestFailed.fromGraphQL(error, requestId);
  if (!answer?.data) throw new RequestFailed({ requestId });
  return answer.data;
}
