import { graphql } from '../../gql';

export const BirthdayCareDocument = graphql(`
  query BirthdayCare($first: Int, $after: String, $last: Int, $before: String, $withTotal: Boolean!) {
    birthdayCare(first: $first, after: $after, last: $last, before: $before) {
      edges {
        cursor
        node {
          id
          day
          at
          member {
            id
            displayName
            realName
          }
          event {
            id
            entry {
              id
              points
            }
          }
          gift {
            id
            points
          }
          coupon {
            id
            template {
              id
              name
            }
          }
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
`);
