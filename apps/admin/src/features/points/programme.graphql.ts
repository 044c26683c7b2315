import { graphql } from '../../gql';

export const PointsProgrammeDocument = graphql(`
  query PointsProgramme {
    pointsProgramme {
      ...PointsProgrammeWhole
    }
  }
  fragment PointsProgrammeWhole on PointsProgramme {
    version
    expiry
    expiryMonths
    expiryMonth
    expiryDay
    expiresAt
    pendingDays
    belowZero
    approvalAbove
    valuePoints
    value {
      amount
      currency
    }
  }
`);

export const PointsExpiryDocument = graphql(`
  query PointsExpiry($expiry: PointsExpiry!, $expiryMonths: Int!, $expiryMonth: Int!, $expiryDay: Int!) {
    pointsExpiry(
      expiry: $expiry
      expiryMonths: $expiryMonths
      expiryMonth: $expiryMonth
      expiryDay: $expiryDay
    )
  }
`);

export const PointsProgrammeUpdateDocument = graphql(`
  mutation PointsProgrammeUpdate($input: PointsProgrammeUpdateInput!) {
    pointsProgrammeUpdate(input: $input) {
      programme {
        ...PointsProgrammeWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
