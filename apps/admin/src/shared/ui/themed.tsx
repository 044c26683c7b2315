import { StyledEngineProvider, ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { createConsoleTheme } from './theme.ts';

const theme = createConsoleTheme();

/** What is of MUI looks as the console does. Around each such part and not around all: most pages have none at first. */
export function Themed({ children }: { children: ReactNode }) {
  return (
    <StyledEngineProvider injectFirst>
      <ThemeProvider theme={theme}>{children}</ThemeProvider>
    </StyledEngineProvider>
  );
}
