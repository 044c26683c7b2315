import { graphql } from '../../gql';

export const PointsRedeemDocument = graphql(`
  mutation PointsRedeem($input: PointsRedeemInput!, $key: String!) {
    pointsRedeem(input: $input) @idempotent(key: $key) {
      entry {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PointsGiveBackDocument = graphql(`
  mutation PointsGiveBack($input: PointsGiveBackInput!, $key: String!) {
    pointsGiveBack(input: $input) @idempotent(key: $key) {
      entry {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PointsTakeBackDocument = graphql(`
  mutation PointsTakeBack($input: PointsTakeBackInput!, $key: String!) {
    pointsTakeBack(input: $input) @idempotent(key: $key) {
      entry {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PointsReleaseDocument = graphql(`
  mutation PointsRelease($input: PointsReleaseInput!, $key: String!) {
    pointsRelease(input: $input) @idempotent(key: $key) {
      entry {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PointsAdjustDocument = graphql(`
  mutation PointsAdjust($input: PointsAdjustInput!, $key: String!) {
    pointsAdjust(input: $input) @idempotent(key: $key) {
      adjustment {
        id
        status
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
