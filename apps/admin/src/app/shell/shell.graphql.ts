import { graphql } from '../../gql';

export const SignOutDocument = graphql(`
  mutation SignOut {
    signOut {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const OperatorLocaleDocument = graphql(`
  mutation OperatorLocale($locale: Locale!) {
    operatorUpdate(input: { locale: $locale }) {
      operator {
        id
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

export const RunningJobsDocument = graphql(`
  query RunningJobs {
    jobs(first: 10, filter: { status: [QUEUED, RUNNING, RETRYING] }) {
      nodes {
        id
        name
        status
        progressDone
        progressTotal
        subjectId
      }
    }
  }
`);

export const PaletteMembersDocument = graphql(`
  query PaletteMembers($search: String!) {
    members(first: 6, search: $search) {
      nodes {
        id
        displayName
        realName
        province
        city
        orderCount
      }
    }
  }
`);

export const UnreadNotificationsDocument = graphql(`
  query UnreadNotifications {
    viewer {
      unreadNotificationCount
    }
  }
`);

export const WaitingAdjustmentsDocument = graphql(`
  query WaitingAdjustments {
    pointsAdjustments(first: 1, filter: { status: [WAITING] }) {
      totalCount
    }
  }
`);

export const WaitingRedemptionsDocument = graphql(`
  query WaitingRedemptions {
    rewardRedemptions(first: 1, filter: { status: [REDEEMED], kind: [GIFT, SERVICE] }) {
      totalCount
    }
  }
`);
