import { graphql } from '../../gql';

export const PointsAdjustmentsDocument = graphql(`
  query PointsAdjustments(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: PointsAdjustmentFilter
    $withTotal: Boolean!
  ) {
    pointsAdjustments(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      edges {
        cursor
        node {
          ...PointsAdjustmentRow
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
  fragment PointsAdjustmentRow on PointsAdjustment {
    id
    points
    reason
    status
    availableActions
    createdAt
    decidedAt
    decisionNote
    requestedBy {
      id
      name
    }
    decidedBy {
      id
      name
    }
    member {
      id
      displayName
      realName
    }
  }
`);

export const PointsAdjustmentDocument = graphql(`
  query PointsAdjustment($id: ID!) {
    node(id: $id) {
      id
      ... on PointsAdjustment {
        ...PointsAdjustmentRow
        member {
          id
          points {
            available
            pending
          }
        }
      }
    }
  }
`);

export const PointsAdjustmentDecideDocument = graphql(`
  mutation PointsAdjustmentDecide($input: PointsAdjustmentDecideInput!) {
    pointsAdjustmentDecide(input: $input) {
      adjustment {
        ...PointsAdjustmentRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
