import { graphql } from '../../gql';

export const MembersDocument = graphql(`
  query Members(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $search: String
    $filter: MemberFilter
    $orderBy: [MemberSort!]
    $withTotal: Boolean!
    $withIdentities: Boolean!
    $withTags: Boolean!
    $withRfm: Boolean! = false
    $withStage: Boolean! = false
    $withPoints: Boolean! = false
    $withTier: Boolean! = false
  ) {
    members(
      first: $first
      after: $after
      last: $last
      before: $before
      search: $search
      filter: $filter
      orderBy: $orderBy
    ) {
      edges {
        cursor
        node {
          ...MemberRow
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
  fragment MemberRow on Member {
    id
    displayName
    realName
    gender
    birthday
    province
    city
    source
    joinedAt
    orderCount
    spent {
      amount
      currency
    }
    averageOrder {
      amount
      currency
    }
    lastOrderAt
    identities @include(if: $withIdentities) {
      id
      kind
      value
    }
    tags @include(if: $withTags) {
      id
      name
    }
    lifecycleStage @include(if: $withStage)
    rfm @include(if: $withRfm) {
      recency
      frequency
      monetary
      group {
        code
        name
      }
    }
    tier @include(if: $withTier) {
      growthValue
      tier {
        id
        name
      }
    }
    points @include(if: $withPoints) {
      available
      pending
    }
  }
`);

export const TagsDocument = graphql(`
  query Tags {
    tags {
      id
      name
      memberCount
    }
  }
`);

export const RfmGroupsDocument = graphql(`
  query RfmGroups {
    rfmGroups {
      code
      name
    }
  }
`);
