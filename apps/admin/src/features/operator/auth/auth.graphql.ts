import { graphql } from '../../../gql';

export const InstallationDocument = graphql(`
  query Installation {
    installation {
      version
      demo
      needsSetup
      mail
      demoSignIn {
        email
        password
      }
    }
  }
`);

export const SignInDocument = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      viewer {
        sessionId
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PasswordResetRequestDocument = graphql(`
  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {
    passwordResetRequest(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PasswordResetDocument = graphql(`
  mutation PasswordReset($input: PasswordResetInput!) {
    passwordReset(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const InvitationByTokenDocument = graphql(`
  query InvitationByToken($token: String!) {
    invitationByToken(token: $token) {
      brandName
      email
      role
      operatorExists
      expiresAt
    }
  }
`);

export const InvitationAcceptDocument = graphql(`
  mutation InvitationAccept($input: InvitationAcceptInput!) {
    invitationAccept(input: $input) {
      viewer {
        sessionId
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const SetupDocument = graphql(`
  mutation Setup($input: SetupInput!) {
    setup(input: $input) {
      viewer {
        sessionId
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
