import { graphql } from '../gql';

export const SignInDocument = graphql(`
  mutation SignIn($input: MemberSignInByWechatInput!) {
    memberSignInByWechat(input: $input) {
      tokens {
        accessToken
        refreshToken
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const RefreshDocument = graphql(`
  mutation Refresh($input: MemberTokenRefreshInput!) {
    memberTokenRefresh(input: $input) {
      tokens {
        accessToken
        refreshToken
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const CardDocument = graphql(`
  query Card {
    me {
      displayName
      joinedAt
      orderCount
      points {
        available
      }
      tier {
        progress
        missing
        tier {
          name
        }
        next {
          name
        }
      }
      brand {
        name
        logoUrl
        primaryColor
      }
    }
  }
`);

export const TierDocument = graphql(`
  query Tier {
    me {
      tier {
        growthValue
        progress
        missing
        validUntil
        needed
        warnedAt
        tier {
          id
          name
        }
        next {
          name
        }
      }
      tiers {
        id
        name
        color
        threshold
        benefits {
          id
          name
          description
          period
          times
          left
          contact
        }
      }
      badges {
        id
        name
        description
        color
        held
        progress {
          fraction
        }
      }
    }
  }
`);

export const PointsDocument = graphql(`
  query Points($after: String) {
    me {
      points {
        available
        pending
        expiringNext {
          at
          points
        }
        entries(first: 20, after: $after) {
          nodes {
            at
            kind
            points
            reason
            orderNo
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);

export const RewardsDocument = graphql(`
  query Rewards {
    me {
      points {
        available
      }
      rewards(first: 100) {
        nodes {
          id
          name
          description
          points
          stock
        }
      }
      redemptions(first: 20) {
        nodes {
          id
          createdAt
          points
          status
          reward {
            name
          }
        }
      }
    }
  }
`);

export const RewardRedeemDocument = graphql(`
  mutation RewardRedeem($input: MeRewardRedeemInput!, $key: String!) {
    meRewardRedeem(input: $input) @idempotent(key: $key) {
      redemption {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const CouponsDocument = graphql(`
  query Coupons($status: CouponStatus!, $after: String) {
    me {
      coupons(first: 20, after: $after, filter: { status: [$status] }) {
        nodes {
          id
          name
          description
          code
          kind
          percent
          amount {
            amount
            currency
          }
          cap {
            amount
            currency
          }
          minimum {
            amount
            currency
          }
          startsAt
          expiresAt
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      orders(first: 20) {
        nodes {
          id
          orderNo
          status
        }
      }
    }
  }
`);

export const CouponUseDocument = graphql(`
  mutation CouponUse($input: MeCouponRedeemInput!, $key: String!) {
    meCouponRedeem(input: $input) @idempotent(key: $key) {
      redemption {
        payable {
          amount
          currency
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const ProfileDocument = graphql(`
  query Profile {
    me {
      version
      displayName
      gender
      birthday
      province
      city
    }
  }
`);

export const ProfileSaveDocument = graphql(`
  mutation ProfileSave($input: MeUpdateInput!, $key: String!) {
    meUpdate(input: $input) @idempotent(key: $key) {
      me {
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ConsentsDocument = graphql(`
  query Consents {
    me {
      consents {
        purpose
        granted
      }
    }
  }
`);

export const ConsentSayDocument = graphql(`
  mutation ConsentSay($input: MeConsentRecordInput!, $key: String!) {
    meConsentRecord(input: $input) @idempotent(key: $key) {
      me {
        consents {
          purpose
          granted
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const SignOutDocument = graphql(`
  mutation SignOut {
    meSignOut {
      devices
      userErrors {
        code
        message
      }
    }
  }
`);

export const CloseDocument = graphql(`
  mutation Close {
    meClose {
      closed
      userErrors {
        code
        message
      }
    }
  }
`);
