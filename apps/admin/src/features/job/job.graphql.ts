import { graphql } from '../../gql';

export const JobsDocument = graphql(`
  query Jobs(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: JobFilter
    $withTotal: Boolean!
  ) {
    jobs(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      edges {
        cursor
        node {
          ...JobRow
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount @include(if: $withTotal)
    }
  }
  fragment JobRow on Job {
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
    createdAt
    startedAt
    finishedAt
    availableActions
    createdBy {
      id
      name
    }
    report {
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

export const JobDocument = graphql(`
  query Job($id: ID!) {
    job(id: $id) {
      ...JobRow
    }
  }
`);

export const DeadJobsDocument = graphql(`
  query DeadJobs($first: Int!) {
    jobs(first: $first, filter: { status: [DEAD] }) {
      nodes {
        ...JobRow
      }
      totalCount
    }
  }
`);

export const JobCancelDocument = graphql(`
  mutation JobCancel($input: JobIdInput!) {
    jobCancel(input: $input) {
      job {
        ...JobRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const JobRetryDocument = graphql(`
  mutation JobRetry($input: JobIdInput!) {
    jobRetry(input: $input) {
      job {
        ...JobRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
