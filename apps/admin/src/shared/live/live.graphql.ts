import { graphql } from '../../gql';

export const LiveJobsDocument = graphql(`
  subscription LiveJobs($after: String) {
    jobChanged(after: $after) {
      cursor
      job {
        ...LiveJob
      }
    }
  }
  fragment LiveJob on Job {
    id
    name
    status
    progressDone
    progressTotal
    attempts
    error
    errorCode
    subjectId
    cancelRequested
    startedAt
    finishedAt
    availableActions
    report {
      total
      done
      unchanged
      failed
      file {
        id
        name
        size
        url
      }
      failedFile {
        id
        name
        size
        url
      }
    }
  }
`);

export const LiveNotificationsDocument = graphql(`
  subscription LiveNotifications($after: String) {
    notificationsChanged(after: $after) {
      cursor
      viewer {
        unreadNotificationCount
      }
    }
  }
`);
