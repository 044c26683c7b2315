import { graphql } from '../gql';

export const SignInDocument = graphql(`
  mutation SignIn($input: MemberSignInByWechatInput!) {
    memberSignInByWechat(input: $input) {
      tokens {
        accessToken
        refreshToken
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const RefreshDocument = graphql(`
  mutation Refresh($input: MemberTokenRefreshInput!) {
    memberTokenRefresh(input: $input) {
      tokens {
        accessToken
        refreshToken
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const CardDocument = graphql(`
  query Card {
    me {
      displayName
      joinedAt
      orderCount
      brand {
        name
        logoUrl
        primaryColor
      }
    }
  }
`);

export const ProfileDocument = graphql(`
  query Profile {
    me {
      version
      displayName
      gender
      birthday
      province
      city
    }
  }
`);

export const ProfileSaveDocument = graphql(`
  mutation ProfileSave($input: MeUpdateInput!, $key: String!) {
    meUpdate(input: $input) @idempotent(key: $key) {
      me {
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

export const ConsentsDocument = graphql(`
  query Consents {
    me {
      consents {
        purpose
        granted
      }
    }
  }
`);

export const ConsentSayDocument = graphql(`
  mutation ConsentSay($input: MeConsentRecordInput!, $key: String!) {
    meConsentRecord(input: $input) @idempotent(key: $key) {
      me {
        consents {
          purpose
          granted
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const SignOutDocument = graphql(`
  mutation SignOut {
    meSignOut {
      devices
      userErrors {
        code
        message
      }
    }
  }
`);

export const CloseDocument = graphql(`
  mutation Close {
    meClose {
      closed
      userErrors {
        code
        message
      }
    }
  }
`);
