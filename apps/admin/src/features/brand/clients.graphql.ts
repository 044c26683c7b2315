import { graphql } from '../../gql';

export const MemberClientsDocument = graphql(`
  query MemberClients {
    memberClients {
      ...MemberClientWhole
    }
  }
  fragment MemberClientWhole on MemberClient {
    id
    version
    kind
    clientId
    name
  }
`);

export const MemberClientCreateDocument = graphql(`
  mutation MemberClientCreate($input: MemberClientCreateInput!) {
    memberClientCreate(input: $input) {
      memberClient {
        ...MemberClientWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MemberClientUpdateDocument = graphql(`
  mutation MemberClientUpdate($input: MemberClientUpdateInput!) {
    memberClientUpdate(input: $input) {
      memberClient {
        ...MemberClientWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MemberClientDeleteDocument = graphql(`
  mutation MemberClientDelete($input: MemberClientDeleteInput!) {
    memberClientDelete(input: $input) {
      deletedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
