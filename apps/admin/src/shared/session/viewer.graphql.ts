import { graphql } from '../../gql';

export const ViewerDocument = graphql(`
  query Viewer {
    installation {
      version
      demo
    }
    viewer {
      operator {
        id
        email
        name
        locale
        version
      }
      sessionId
      brand {
        id
        name
        logoUrl
        primaryColor
        timeZone
        currency
        demo
      }
      role
      permissions
      seats {
        brand {
          id
          name
          logoUrl
          primaryColor
        }
        role
      }
      totpEnabled
      recoveryCodesLeft
      unreadNotificationCount
    }
  }
`);
