import { graphql } from '../../gql';

export const PointsLiabilityDocument = graphql(`
  query PointsLiability {
    pointsLiability {
      memberCount
      available
      pending
      owed
      value {
        amount
        currency
      }
      expiring {
        month
        points
        value {
          amount
          currency
        }
      }
      flow {
        month
        earned
        redeemed
        givenBack
        takenBack
        expired
        adjusted
      }
    }
    pointsProgramme {
      version
      valuePoints
      value {
        amount
        currency
      }
    }
  }
`);
