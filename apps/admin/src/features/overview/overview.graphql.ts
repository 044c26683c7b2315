import { graphql } from '../../gql';

export const OverviewDocument = graphql(`
  query Overview($from: Date!, $to: Date!, $beforeFrom: Date!, $beforeTo: Date!, $interval: Interval!) {
    overview(from: $from, to: $to, interval: $interval) {
      memberCount
      orderCount
      gmv {
        amount
        currency
      }
      settledGmv {
        amount
        currency
      }
      newMembers
      averageOrder {
        amount
        currency
      }
      previous {
        orderCount
        gmv {
          amount
          currency
        }
        settledGmv {
          amount
          currency
        }
        newMembers
        averageOrder {
          amount
          currency
        }
      }
      series {
        ...OverviewPart
      }
      firstOrderAt
      lastOrderAt
    }
    before: overview(from: $beforeFrom, to: $beforeTo, interval: $interval) {
      series {
        ...OverviewPart
      }
    }
  }
  fragment OverviewPart on OverviewPoint {
    start
    orders
    gmv {
      amount
      currency
    }
    settledGmv {
      amount
      currency
    }
    newMembers
  }
`);

export const OverviewSpanDocument = graphql(`
  query OverviewSpan($today: Date!) {
    overview(from: $today, to: $today, interval: DAY) {
      memberCount
      firstOrderAt
      lastOrderAt
    }
  }
`);
