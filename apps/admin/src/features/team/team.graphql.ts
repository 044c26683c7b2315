import { graphql } from '../../gql';

export const TeamDocument = graphql(`
  query Team {
    brandOperators {
      id
      version
      role
      createdAt
      operator {
        id
        name
        email
      }
    }
    invitations {
      id
      email
      role
      createdAt
      expiresAt
      expired
      invitedBy {
        id
        name
      }
    }
  }
`);

export const RolesDocument = graphql(`
  query Roles {
    permissionMatrix {
      role
      permissions
    }
  }
`);

export const InvitationCreateDocument = graphql(`
  mutation InvitationCreate($input: InvitationCreateInput!) {
    invitationCreate(input: $input) {
      invitation {
        id
        email
      }
      url
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const InvitationRevokeDocument = graphql(`
  mutation InvitationRevoke($input: InvitationRevokeInput!) {
    invitationRevoke(input: $input) {
      invitation {
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

export const SeatUpdateDocument = graphql(`
  mutation SeatUpdate($input: BrandOperatorUpdateInput!) {
    brandOperatorUpdate(input: $input) {
      brandOperator {
        id
        version
        role
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const SeatRemoveDocument = graphql(`
  mutation SeatRemove($input: BrandOperatorRemoveInput!) {
    brandOperatorRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
