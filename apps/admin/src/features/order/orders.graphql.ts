import { graphql } from '../../gql';

export const OrdersDocument = graphql(`
  query Orders(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: OrderFilter
    $orderBy: [OrderSort!]
    $withTotal: Boolean!
  ) {
    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      edges {
        cursor
        node {
          ...OrderRow
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount @include(if: $withTotal)
    }
  }
  fragment OrderRow on Order {
    id
    orderNo
    channel
    status
    source
    placedAt
    paidAt
    total {
      amount
      currency
    }
    refunded {
      amount
      currency
    }
    net {
      amount
      currency
    }
    member {
      id
      displayName
      realName
    }
  }
`);
