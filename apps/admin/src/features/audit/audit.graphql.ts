import { graphql } from '../../gql';

export const AuditEventsDocument = graphql(`
  query AuditEvents(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AuditFilter
    $withTotal: Boolean!
  ) {
    auditEvents(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      edges {
        cursor
        node {
          ...AuditRow
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
  fragment AuditRow on AuditEvent {
    id
    seq
    at
    actorKind
    actor {
      id
      name
    }
    action
    subjectType
    changeCount
    ip
    requestId
  }
`);

export const AuditEventDocument = graphql(`
  query AuditEvent($id: ID!) {
    node(id: $id) {
      id
      ... on AuditEvent {
        ...AuditRow
        hash
        changes {
          id
          before
          after
        }
      }
    }
  }
`);

/** Who can be chosen as the one who acted. */
export const AuditActorsDocument = graphql(`
  query AuditActors {
    brandOperators {
      id
      operator {
        id
        name
      }
    }
  }
`);

export const AuditChainDocument = graphql(`
  query AuditChain {
    auditChain {
      events
      intact
      brokenAt
    }
  }
`);
