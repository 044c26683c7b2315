import { graphql } from '../../gql';

export const LeaderboardDocument = graphql(`
  query LeaderboardPlaces($board: Leaderboard!, $period: LeaderboardPeriod!) {
    leaderboard(board: $board, period: $period) {
      rank
      value
      member {
        id
        displayName
        realName
        province
        city
      }
    }
  }
`);
