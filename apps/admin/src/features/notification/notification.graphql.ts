import { graphql } from '../../gql';

export const NotificationsDocument = graphql(`
  query Notifications($first: Int!, $after: String) {
    notifications(first: $first, after: $after) {
      nodes {
        id
        kind
        message
        targetId
        readAt
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    viewer {
      unreadNotificationCount
    }
  }
`);

export const NotificationsMarkReadDocument = graphql(`
  mutation NotificationsMarkRead($input: NotificationsMarkReadInput!) {
    notificationsMarkRead(input: $input) {
      viewer {
        unreadNotificationCount
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
