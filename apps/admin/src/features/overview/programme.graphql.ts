import { graphql } from '../../gql';

export const ProgrammeStepsDocument = graphql(`
  query ProgrammeSteps {
    earningRules {
      id
    }
    tierLadder {
      version
    }
    rewards(first: 1) {
      totalCount
    }
    couponTemplates(first: 1) {
      totalCount
    }
  }
`);
