import type { ApolloClient } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { RouterProvider } from 'react-router/dom';
import type { Router } from './router.tsx';

/** Everything that pages stand on: client and router. */
export function Console({ client, router }: { client: ApolloClient; router: Router }) {
  return (
    <ApolloProvider client={client}>
      <RouterProvider router={router} />
    </ApolloProvider>
  );
}
