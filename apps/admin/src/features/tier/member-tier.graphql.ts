import { graphql } from '../../gql';

export const MemberTierDocument = graphql(`
  query MemberTier($id: ID!) {
    member(id: $id) {
      id
      tier {
        growthValue
        growthBySpend
        growthByOrders
        growthByEvents
        since
        missing
        progress
        validUntil
        needed
        graceUntil
        warnedAt
        tier {
          id
          name
          color
          threshold
        }
        benefits {
          left
          benefit {
            ...BenefitWhole
          }
        }
        next {
          id
          name
          threshold
        }
      }
      tierHistory(first: 30) {
        edges {
          cursor
          node {
            cause
            at
            growthValue
            endsOn
            needed
            from {
              id
              name
            }
            to {
              id
              name
            }
          }
        }
      }
      benefitUses(first: 100) {
        nodes {
          id
          at
          note
          undoneAt
          operator {
            id
            name
          }
          benefit {
            id
            name
            kind
          }
        }
      }
    }
  }
`);

export const BenefitUseDocument = graphql(`
  mutation BenefitUse($input: BenefitUseInput!, $key: String!) {
    benefitUse(input: $input) @idempotent(key: $key) {
      use {
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

export const BenefitUseUndoDocument = graphql(`
  mutation BenefitUseUndo($input: BenefitUseUndoInput!) {
    benefitUseUndo(input: $input) {
      use {
        id
        undoneAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
