import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentNode } from 'graphql';
import { hashOf } from './document-name.ts';
import { RequestFailed } from './failure.ts';
import { requestHeaders } from './headers.ts';

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

interface Sent<Data> {
  answer: Answer<Data> | undefined;
  requestId: string | undefined;
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
  const hash = hashOf(document);
  let sent = hash
    ? await send<Data>(
        { variables, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
        brandId,
      )
    : undefined;
  // In development, and where a gateway doesn't have this console beside it.
  if (!sent || sent.answer?.errors?.[0]?.extensions?.code === 'PERSISTED_QUERY_NOT_FOUND')
    sent = await send<Data>({ variables, query: await printed(document) }, brandId);
  const { answer, requestId } = sent;
  const error = answer?.errors?.[0];
  if (error) throw RequestFailed.fromGraphQL(error, requestId);
  if (!answer?.data) throw new RequestFailed({ requestId });
  return answer.data;
}

async function send<Data>(body: object, brandId: string | undefined): Promise<Sent<Data>> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...requestHeaders(brandId) },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  const requestId = response?.headers.get('x-request-id') ?? undefined;
  return { answer: await response?.json().catch(() => undefined), requestId };
}

/** Seldom needed once it is built: the names of documents are enough. */
async function printed(document: DocumentNode): Promise<string> {
  const { print } = await import('graphql/language/printer');
  return print(document);
}
