import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { pageSize } from '../api/list-page.ts';

interface Connection<Row> {
  edges: { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** All rows that match, page after page, without keeping them. Ends early when told to stop. */
export async function* walk<Data, Variables extends OperationVariables, Row>(
  client: ApolloClient,
  document: TypedDocumentNode<Data, Variables>,
  variables: OperationVariables,
  connection: (data: Data) => Connection<Row>,
  signal: AbortSignal,
): AsyncGenerator<Row[]> {
  let after: string | null | undefined = null;
  do {
    const { data } = await client.query<Data, OperationVariables>({
      query: document,
      variables: { ...variables, first: pageSize, after, withTotal: false },
      fetchPolicy: 'no-cache',
      context: { fetchOptions: { signal } },
    });
    if (!data) return;
    const { edges, pageInfo } = connection(data);
    yield edges.map(({ node }) => node);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
  } while (after && !signal.aborted);
}
