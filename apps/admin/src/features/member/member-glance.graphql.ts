import { graphql } from '../../gql';

export const MemberGlanceDocument = graphql(`
  query MemberGlance($id: ID!, $withPoints: Boolean!) {
    member(id: $id) {
      id
      tier {
        validUntil
        graceUntil
        tier {
          id
          name
        }
      }
      points @include(if: $withPoints) {
        available
        pending
      }
    }
  }
`);
