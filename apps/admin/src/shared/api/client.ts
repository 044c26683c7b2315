import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { OperationTypeNode } from 'graphql';
import { tap } from 'rxjs';
import { liveLink } from '../live/live-link.ts';
import { keepBrandOf } from './client-brand.ts';
import { pageByPage } from './connection-policy.ts';
import { hashOf } from './document-name.ts';
import { requestHeaders } from './headers.ts';
import { tellLists } from './lists.ts';

/** Sends the names of documents; their texts too to a gateway that doesn't have this console beside it. */
const sendNames = new PersistedQueryLink({ generateHash: (document) => hashOf(document) ?? '' });

function isSubscription({ operationType }: ApolloLink.Operation): boolean {
  return operationType === OperationTypeNode.SUBSCRIPTION;
}

/** The client of one brand. Another brand is another page load, so nothing of one is ever shown under the other. */
export function createClient(brandId: string | undefined, onSignedOut: () => void): ApolloClient {
  const client = new ApolloClient({
    link: ApolloLink.from([
      new ErrorLink(({ error }) => {
        if (CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.code === 'UNAUTHENTICATED')
          onSignedOut();
      }),
      new ApolloLink((operation, forward) =>
        forward(operation).pipe(
          tap(({ data }) => {
            if (!operation.getContext().list) tellLists(operation.query, data);
          }),
        ),
      ),
      ApolloLink.split(isSubscription, liveLink(brandId)),
      ApolloLink.split(({ query }) => hashOf(query) !== undefined, sendNames),
      new HttpLink({ uri: '/graphql', headers: requestHeaders(brandId) }),
    ]),
    cache: new InMemoryCache({
      typePolicies: {
        Member: {
          fields: {
            orders: pageByPage(['filter', 'orderBy']),
            coupons: pageByPage(['filter']),
            notes: pageByPage([]),
            timeline: pageByPage([]),
            consentHistory: pageByPage([]),
          },
        },
        Query: {
          fields: {
            tiersEnding: pageByPage(['filter', 'first']),
            rewardRedemptions: pageByPage(['filter', 'orderBy', 'first']),
            coupons: pageByPage(['filter']),
            couponRedemptions: pageByPage(['filter']),
          },
        },
        Import: {
          fields: { columns: { merge: false }, questions: { merge: false } },
        },
        // The same record changes many times: its id is no key of a change.
        AuditChange: { keyFields: false },
        Installation: { keyFields: [], merge: true },
        Viewer: { keyFields: [], merge: true },
        Money: { keyFields: false },
        PointsProgramme: { keyFields: [], merge: true },
        TierLadder: { keyFields: [], merge: true },
        // The same tier as it was, is, and would be.
        LadderTier: { keyFields: false },
        MemberTier: { keyFields: false, merge: true },
        PointsWallet: {
          merge: true,
          fields: { entries: pageByPage(['filter']), lots: { merge: false } },
        },
        RolePermissions: { keyFields: ['role'] },
        ImportField: { keyFields: false },
      },
    }),
  });
  if (brandId) keepBrandOf(client, brandId);
  return client;
}
