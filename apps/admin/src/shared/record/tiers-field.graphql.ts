import { graphql } from '../../gql';

export const TierNamesDocument = graphql(`
  query TierNames {
    tierLadder {
      tiers {
        id
        name
        color
      }
    }
  }
`);
