import { graphql } from '../../gql';

export const BenefitsDocument = graphql(`
  query Benefits {
    tierLadder {
      version
      tiers {
        id
        name
        color
        threshold
        memberCount
        benefits {
          ...BenefitWhole
        }
      }
    }
  }
  fragment BenefitWhole on Benefit {
    id
    version
    kind
    name
    description
    percent
    factor
    times
    period
    contact
    points
    hours
    yearlyCost {
      amount
      currency
    }
    active
    usesThisMonth
  }
`);

export const BenefitCreateDocument = graphql(`
  mutation BenefitCreate($input: BenefitCreateInput!) {
    benefitCreate(input: $input) {
      benefit {
        ...BenefitWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BenefitUpdateDocument = graphql(`
  mutation BenefitUpdate($input: BenefitUpdateInput!) {
    benefitUpdate(input: $input) {
      benefit {
        ...BenefitWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BenefitDeleteDocument = graphql(`
  mutation BenefitDelete($input: BenefitDeleteInput!) {
    benefitDelete(input: $input) {
      deletedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
