import { graphql } from '../../gql';

export const MemberDocument = graphql(`
  query Member($id: ID!) {
    member(id: $id) {
      ...MemberWhole
    }
  }
  fragment MemberWhole on Member {
    id
    version
    displayName
    realName
    address
    gender
    birthday
    province
    city
    interests
    source
    joinedAt
    createdAt
    updatedAt
    orderCount
    spent {
      amount
      currency
    }
    averageOrder {
      amount
      currency
    }
    firstOrderAt
    lastOrderAt
    rfm {
      recency
      frequency
      monetary
      scoredAt
      group {
        code
        name
        description
      }
    }
    lifecycleStage
    lifecycleStageSince
    closedAt
    mergedInto {
      id
      displayName
      realName
    }
    identities {
      id
      kind
      namespace
      value
      verifiedAt
      createdAt
    }
    tags {
      id
      name
    }
    consents {
      id
      purpose
      granted
      policyVersion
      channel
      at
    }
    merges {
      id
      mergedAt
      undoneAt
      mergedBy {
        id
        name
      }
      kept {
        id
        displayName
        realName
      }
      merged {
        id
        displayName
        realName
      }
    }
  }
`);

export const MemberRevealDocument = graphql(`
  query MemberReveal($id: ID!, $name: Boolean!, $address: Boolean!) {
    member(id: $id) {
      id
      realName(reveal: true) @include(if: $name)
      address(reveal: true) @include(if: $address)
    }
  }
`);

export const IdentityRevealDocument = graphql(`
  query IdentityReveal($id: ID!) {
    node(id: $id) {
      id
      ... on MemberIdentity {
        value(reveal: true)
      }
    }
  }
`);

export const MemberOrdersDocument = graphql(`
  query MemberOrders($id: ID!, $first: Int, $after: String, $withTotal: Boolean!) {
    member(id: $id) {
      id
      orders(first: $first, after: $after, orderBy: [PLACED_AT_DESC]) {
        edges {
          cursor
          node {
            id
            orderNo
            channel
            status
            placedAt
            total {
              amount
              currency
            }
            net {
              amount
              currency
            }
            lines {
              position
              productName
              quantity
            }
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
  }
`);

export const MemberStagesDocument = graphql(`
  query MemberStages($id: ID!) {
    member(id: $id) {
      id
      stageHistory(first: 50) {
        edges {
          cursor
          node {
            from
            to
            at
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

export const MemberTimelineDocument = graphql(`
  query MemberTimeline($id: ID!, $first: Int, $after: String) {
    member(id: $id) {
      id
      notes(first: 100) {
        edges {
          cursor
          node {
            id
            body
            createdAt
            author {
              id
              name
            }
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
      events(first: 100) {
        edges {
          cursor
          node {
            id
            event
            note
            at
            entry {
              id
              points
            }
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
      timeline(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            at
            action
            actorKind
            actor {
              id
              name
            }
            changes(of: $id) {
              id
              before
              after
            }
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

export const MemberConsentHistoryDocument = graphql(`
  query MemberConsentHistory($id: ID!) {
    member(id: $id) {
      id
      consentHistory(first: 100) {
        edges {
          cursor
          node {
            id
            purpose
            granted
            policyVersion
            channel
            at
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`);
