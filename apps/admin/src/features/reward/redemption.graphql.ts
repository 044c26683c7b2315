import { graphql } from '../../gql';

export const RedemptionsDocument = graphql(`
  query Redemptions(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: RewardRedemptionFilter
    $orderBy: [RewardRedemptionSort!]
    $withTotal: Boolean!
  ) {
    rewardRedemptions(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      edges {
        cursor
        node {
          ...RedemptionRow
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
  fragment RedemptionRow on RewardRedemption {
    id
    status
    availableActions
    points
    note
    createdAt
    decidedAt
    reward {
      id
      name
      kind
    }
    member {
      id
      displayName
      realName
    }
  }
`);

export const RedemptionDocument = graphql(`
  query Redemption($id: ID!) {
    node(id: $id) {
      id
      ... on RewardRedemption {
        ...RedemptionRow
      }
    }
  }
`);

/** What rewards a list of redemptions can be narrowed to. */
export const RewardNamesDocument = graphql(`
  query RewardNames {
    rewards(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

/** What a member whose redemptions are listed is called. */
export const RedemptionMemberDocument = graphql(`
  query RedemptionMember($id: ID!) {
    member(id: $id) {
      id
      displayName
      realName
    }
  }
`);

export const RedemptionDecideDocument = graphql(`
  mutation RedemptionDecide($input: RewardRedemptionDecideInput!) {
    rewardRedemptionDecide(input: $input) {
      redemption {
        ...RedemptionRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RewardRedeemDocument = graphql(`
  mutation RewardRedeem($input: RewardRedeemInput!, $key: String!) {
    rewardRedeem(input: $input) @idempotent(key: $key) {
      redemption {
        ...RedemptionRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** What there is to be had, and what the member has to have it for. */
export const RewardsToRedeemDocument = graphql(`
  query RewardsToRedeem($memberId: ID!) {
    rewards(first: 100) {
      nodes {
        ...RewardWhole
      }
    }
    member(id: $memberId) {
      id
      points {
        available
      }
    }
  }
`);

export const MemberRewardsDocument = graphql(`
  query MemberRewards($first: Int, $after: String, $filter: RewardRedemptionFilter) {
    rewardRedemptions(first: $first, after: $after, filter: $filter) {
      edges {
        cursor
        node {
          ...RedemptionRow
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
`);
