import type { ApolloClient } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { StyledEngineProvider, ThemeProvider } from '@mui/material/styles';
import { RouterProvider } from 'react-router/dom';
import { createConsoleTheme } from '../theme/theme.ts';
import type { Router } from './router.tsx';

const theme = createConsoleTheme();

/** Everything that pages stand on: client, theme, router. */
export function Console({ client, router }: { client: ApolloClient; router: Router }) {
  return (
    <ApolloProvider client={client}>
      <StyledEngineProvider injectFirst>
        <ThemeProvider theme={theme}>
          <RouterProvider router={router} />
        </ThemeProvider>
      </StyledEngineProvider>
    </ApolloProvider>
  );
}
