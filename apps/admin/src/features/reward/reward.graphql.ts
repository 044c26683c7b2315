import { graphql } from '../../gql';

export const RewardsDocument = graphql(`
  query Rewards($first: Int, $after: String, $last: Int, $before: String, $withTotal: Boolean!) {
    rewards(first: $first, after: $after, last: $last, before: $before) {
      edges {
        cursor
        node {
          ...RewardWhole
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
  fragment RewardWhole on Reward {
    id
    version
    name
    description
    kind
    points
    stock
    memberLimit
    limitPeriod
    startsAt
    endsAt
    active
    tierIds
    couponTemplate {
      id
      name
    }
    redemptionCount
    createdAt
  }
`);

export const RewardDocument = graphql(`
  query Reward($id: ID!) {
    reward(id: $id) {
      ...RewardWhole
    }
  }
`);

/** What coupons a reward can be. */
export const CouponNamesDocument = graphql(`
  query CouponNames {
    couponTemplates(first: 100) {
      nodes {
        id
        name
        active
      }
    }
  }
`);

/** What became of those of a reward that were taken. */
export const RewardFiguresDocument = graphql(`
  query RewardFigures($id: ID!) {
    waiting: rewardRedemptions(first: 1, filter: { rewardId: $id, status: [REDEEMED] }) {
      totalCount
    }
    fulfilled: rewardRedemptions(first: 1, filter: { rewardId: $id, status: [FULFILLED] }) {
      totalCount
    }
    cancelled: rewardRedemptions(first: 1, filter: { rewardId: $id, status: [CANCELLED] }) {
      totalCount
    }
    taken: rewardRedemptions(first: 1, filter: { rewardId: $id, status: [REDEEMED, FULFILLED] }) {
      aggregates {
        points
        memberCount
      }
    }
  }
`);

export const RewardCreateDocument = graphql(`
  mutation RewardCreate($input: RewardInput!) {
    rewardCreate(input: $input) {
      reward {
        ...RewardWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RewardUpdateDocument = graphql(`
  mutation RewardUpdate($input: RewardUpdateInput!) {
    rewardUpdate(input: $input) {
      reward {
        ...RewardWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
