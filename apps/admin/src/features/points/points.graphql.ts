import { graphql } from '../../gql';

export const MemberPointsDocument = graphql(`
  query MemberPoints($id: ID!) {
    member(id: $id) {
      id
      points {
        available
        pending
        value {
          amount
          currency
        }
        expiringNext {
          points
          at
        }
        lots(first: 100) {
          edges {
            cursor
            node {
              available
              pending
              availableAt
              expiresAt
              createdAt
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
`);

export const PointsStatementDocument = graphql(`
  query PointsStatement($id: ID!, $first: Int, $after: String, $filter: PointsEntryFilter) {
    member(id: $id) {
      id
      points {
        entries(first: $first, after: $after, filter: $filter) {
          edges {
            cursor
            node {
              ...PointsStatementEntry
            }
          }
          pageInfo {
            hasNextPage
            hasPreviousPage
            startCursor
            endCursor
          }
        }
      }
    }
  }
  fragment PointsStatementEntry on PointsEntry {
    id
    kind
    at
    points
    availableAfter
    pendingAfter
    shortfall
    reason
    availableActions
    leftToTakeBack
    pendingNow
    operator {
      id
      name
    }
    cause {
      id
      reason
      member {
        id
        displayName
        realName
      }
    }
    subject {
      id
      ... on Order {
        orderNo
      }
      ... on MemberEvent {
        event
      }
      ... on PointsAdjustment {
        requestedBy {
          id
          name
        }
      }
    }
    postings {
      from
      to
      points
      expiresAt
    }
  }
`);
