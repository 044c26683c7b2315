import { graphql } from '../../gql';

export const FindMembersDocument = graphql(`
  query FindMembers($search: String!) {
    members(first: 6, search: $search) {
      nodes {
        id
        displayName
        realName
        province
        city
      }
    }
  }
`);
