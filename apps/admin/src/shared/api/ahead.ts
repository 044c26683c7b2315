import type { ApolloClient } from '@apollo/client';

/** What is known of a page before it is rendered. */
export interface PageContext {
  client: ApolloClient;
  params: URLSearchParams;
  timeZone: string;
}

/** Begins to fetch what a page shows first, so that the server works while the page is still being rendered. */
export type Ahead = (context: PageContext) => void;
