import type { ApolloClient } from '@apollo/client';

const brands = new WeakMap<ApolloClient, string>();

export function keepBrandOf(client: ApolloClient, brandId: string): void {
  brands.set(client, brandId);
}

/** The brand that all requests of the client name; none when it was made for no brand. */
export function brandOf(client: ApolloClient): string | undefined {
  return brands.get(client);
}
