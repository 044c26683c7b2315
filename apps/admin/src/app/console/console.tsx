import { ApolloProvider } from '@apollo/client/react';
import { StyledEngineProvider, ThemeProvider } from '@mui/material/styles';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import type { ViewerQuery } from '../../gql/graphql.ts';
import { createClient } from '../../shared/api/client.ts';
import { ViewerDocument } from '../../shared/session/viewer.graphql.ts';
import { createConsoleTheme } from '../theme/theme.ts';
import { goToSignIn } from './go-to-sign-in.ts';
import { createRouter } from './router.tsx';

/** Everything that pages stand on: client, theme, router. */
export function Console({ data, brandId }: { data: ViewerQuery; brandId: string | undefined }) {
  const [stand] = useState(() => {
    const client = createClient(brandId, goToSignIn);
    client.writeQuery({ query: ViewerDocument, data });
    const timeZone = data.viewer?.brand?.timeZone ?? 'UTC';
    return { client, theme: createConsoleTheme(), router: createRouter(brandId, { client, timeZone }) };
  });
  return (
    <ApolloProvider client={stand.client}>
      <StyledEngineProvider injectFirst>
        <ThemeProvider theme={stand.theme}>
          <RouterProvider router={stand.router} />
        </ThemeProvider>
      </StyledEngineProvider>
    </ApolloProvider>
  );
}
