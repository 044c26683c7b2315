import { graphql } from '../../../gql';

export const SessionsDocument = graphql(`
  query Sessions {
    sessions {
      ...SessionRow
    }
  }
  fragment SessionRow on OperatorSession {
    id
    kind
    ip
    userAgent
    createdAt
    lastSeenAt
    expiresAt
    current
  }
`);

export const SessionRevokeDocument = graphql(`
  mutation SessionRevoke($input: SessionRevokeInput!) {
    sessionRevoke(input: $input) {
      sessions {
        ...SessionRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const SessionsRevokeOthersDocument = graphql(`
  mutation SessionsRevokeOthers {
    sessionsRevokeOthers {
      sessions {
        ...SessionRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PasswordChangeDocument = graphql(`
  mutation PasswordChange($input: PasswordChangeInput!) {
    passwordChange(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const TotpBeginDocument = graphql(`
  mutation TotpBegin($input: TotpBeginInput!) {
    totpBegin(input: $input) {
      secret
      otpauthUrl
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const TotpConfirmDocument = graphql(`
  mutation TotpConfirm($input: TotpConfirmInput!) {
    totpConfirm(input: $input) {
      recoveryCodes
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const TotpDisableDocument = graphql(`
  mutation TotpDisable($input: TotpDisableInput!) {
    totpDisable(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RecoveryCodesRenewDocument = graphql(`
  mutation RecoveryCodesRenew($input: RecoveryCodesRenewInput!) {
    recoveryCodesRenew(input: $input) {
      recoveryCodes
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const OperatorUpdateDocument = graphql(`
  mutation OperatorUpdate($input: OperatorUpdateInput!) {
    operatorUpdate(input: $input) {
      operator {
        id
        name
        locale
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
