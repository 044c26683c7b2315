import { graphql } from '../../gql';

export const FollowedJobDocument = graphql(`
  query FollowedJob($id: ID!) {
    job(id: $id) {
      ...FollowedJob
    }
  }
  fragment FollowedJob on Job {
    id
    name
    status
    progressDone
    progressTotal
    error
    cancelRequested
    subjectId
    report {
      total
      done
      unchanged
      failed
      file {
        id
        name
        url
      }
      failedFile {
        id
        name
        url
      }
    }
  }
`);

export const FollowedJobCancelDocument = graphql(`
  mutation FollowedJobCancel($input: JobIdInput!) {
    jobCancel(input: $input) {
      job {
        ...FollowedJob
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
