import type { ApolloClient } from '@apollo/client';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { plainRequest } from './plain-request.ts';

/** What is known of a page before it is rendered. */
export interface PageContext {
  client: ApolloClient;
  params: URLSearchParams;
  timeZone: string;
}

/**
 * Begins to fetch what a page shows first, so that the server works while the page is still being rendered.
 * @returns when it is there, or can't be had
 */
export type Ahead = (context: PageContext) => Promise<void>;

/** What the first page of a visit shows first, asked for while the client and the page are still on their way. */
export class EarlyAnswer<Data, Variables> {
  readonly #document: TypedDocumentNode<Data, Variables>;
  #asked: { variables: string; brandId: string | undefined; answer: Promise<Data> } | undefined;

  constructor(document: TypedDocumentNode<Data, Variables>) {
    this.#document = document;
  }

  ask(variables: Variables, brandId: string | undefined): void {
    const answer = plainRequest(this.#document, variables, brandId);
    // What fails is asked again by the client, which knows what to do then.
    answer.catch(() => undefined);
    this.#asked = { variables: JSON.stringify(variables), brandId, answer };
  }

  /**
   * The answer to just this; only once, for afterwards it is no news. What was asked of another brand than the one that
   * is entered in the end is nobody's. What named no brand is of the operator's first, which is entered then as well:
   * who is signed in was asked in the same moment, and without a brand, too.
   */
  take(variables: object, brandId: string | undefined): Promise<Data> | undefined {
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked?.brandId !== undefined && asked.brandId !== brandId) return undefined;
    return asked?.variables === JSON.stringify(variables) ? asked.answer : undefined;
  }
}
