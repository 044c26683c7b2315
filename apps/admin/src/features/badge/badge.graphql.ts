import { graphql } from '../../gql';

export const BadgesDocument = graphql(`
  query Badges {
    badges {
      ...BadgeWhole
    }
  }
  fragment BadgeWhole on Badge {
    id
    version
    name
    description
    icon
    color
    criterion
    target
    amount {
      amount
      currency
    }
    event
    tierId
    tierName
    period
    active
    awardCount
    holderCount
  }
`);

export const BadgeCreateDocument = graphql(`
  mutation BadgeCreate($input: BadgeInput!) {
    badgeCreate(input: $input) {
      badge {
        ...BadgeWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BadgeUpdateDocument = graphql(`
  mutation BadgeUpdate($input: BadgeUpdateInput!) {
    badgeUpdate(input: $input) {
      badge {
        ...BadgeWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BadgeDeleteDocument = graphql(`
  mutation BadgeDelete($input: BadgeDeleteInput!) {
    badgeDelete(input: $input) {
      deletedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BadgeAwardDocument = graphql(`
  mutation BadgeAward($input: BadgeAwardInput!) {
    badgeAward(input: $input) {
      award {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BadgeRevokeDocument = graphql(`
  mutation BadgeRevoke($input: BadgeRevokeInput!) {
    badgeRevoke(input: $input) {
      award {
        id
        revokedAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Who has a badge, the latest first. */
export const BadgeHoldersDocument = graphql(`
  query BadgeHolders($id: ID!) {
    badgeAwards(first: 50, filter: { badgeId: $id, revoked: false }) {
      totalCount
      nodes {
        id
        at
        period
        note
        operator {
          id
          name
        }
        member {
          id
          displayName
          realName
        }
      }
    }
  }
`);

/** What a member has, and had. */
export const MemberBadgesDocument = graphql(`
  query MemberBadges($id: ID!) {
    member(id: $id) {
      id
      onLeaderboards
    }
    badgeAwards(first: 100, filter: { memberId: $id }) {
      nodes {
        id
        at
        period
        note
        revokedAt
        revokedReason
        operator {
          id
          name
        }
        badge {
          id
          name
          description
          icon
          color
        }
      }
    }
  }
`);

export const MemberLeaderboardsSetDocument = graphql(`
  mutation MemberLeaderboardsSet($input: MemberLeaderboardsSetInput!) {
    memberLeaderboardsSet(input: $input) {
      member {
        id
        onLeaderboards
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BadgeMembersDocument = graphql(`
  query BadgeMembers($search: String!) {
    members(first: 6, search: $search) {
      nodes {
        id
        displayName
        realName
        province
        city
      }
    }
  }
`);

export const BadgeTiersDocument = graphql(`
  query BadgeTiers {
    tierLadder {
      tiers {
        id
        name
      }
    }
  }
`);
