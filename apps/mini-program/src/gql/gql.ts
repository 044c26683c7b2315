/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation SignIn($input: MemberSignInByWechatInput!) {\n    memberSignInByWechat(input: $input) {\n      tokens {\n        accessToken\n        refreshToken\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation Refresh($input: MemberTokenRefreshInput!) {\n    memberTokenRefresh(input: $input) {\n      tokens {\n        accessToken\n        refreshToken\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RefreshDocument,
    "\n  query Card {\n    me {\n      displayName\n      joinedAt\n      orderCount\n      points {\n        available\n      }\n      tier {\n        progress\n        missing\n        tier {\n          name\n        }\n        next {\n          name\n        }\n      }\n      brand {\n        name\n        logoUrl\n        primaryColor\n      }\n    }\n  }\n": typeof types.CardDocument,
    "\n  query Tier {\n    me {\n      tier {\n        growthValue\n        progress\n        missing\n        validUntil\n        needed\n        warnedAt\n        tier {\n          id\n          name\n        }\n        next {\n          name\n        }\n      }\n      tiers {\n        id\n        name\n        color\n        threshold\n        benefits {\n          id\n          name\n          description\n          period\n          times\n          left\n          contact\n        }\n      }\n      badges {\n        id\n        name\n        description\n        color\n        held\n        progress {\n          fraction\n        }\n      }\n    }\n  }\n": typeof types.TierDocument,
    "\n  query Points($after: String) {\n    me {\n      points {\n        available\n        pending\n        expiringNext {\n          at\n          points\n        }\n        entries(first: 20, after: $after) {\n          nodes {\n            at\n            kind\n            points\n            reason\n            orderNo\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": typeof types.PointsDocument,
    "\n  query Rewards {\n    me {\n      points {\n        available\n      }\n      rewards(first: 100) {\n        nodes {\n          id\n          name\n          description\n          points\n          stock\n        }\n      }\n      redemptions(first: 20) {\n        nodes {\n          id\n          createdAt\n          points\n          status\n          reward {\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.RewardsDocument,
    "\n  mutation RewardRedeem($input: MeRewardRedeemInput!, $key: String!) {\n    meRewardRedeem(input: $input) @idempotent(key: $key) {\n      redemption {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RewardRedeemDocument,
    "\n  query Coupons($status: CouponStatus!, $after: String) {\n    me {\n      coupons(first: 20, after: $after, filter: { status: [$status] }) {\n        nodes {\n          id\n          name\n          description\n          code\n          kind\n          percent\n          amount {\n            amount\n            currency\n          }\n          cap {\n            amount\n            currency\n          }\n          minimum {\n            amount\n            currency\n          }\n          startsAt\n          expiresAt\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      orders(first: 20) {\n        nodes {\n          id\n          orderNo\n          status\n        }\n      }\n    }\n  }\n": typeof types.CouponsDocument,
    "\n  mutation CouponUse($input: MeCouponRedeemInput!, $key: String!) {\n    meCouponRedeem(input: $input) @idempotent(key: $key) {\n      redemption {\n        payable {\n          amount\n          currency\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CouponUseDocument,
    "\n  query Profile {\n    me {\n      version\n      displayName\n      gender\n      birthday\n      province\n      city\n    }\n  }\n": typeof types.ProfileDocument,
    "\n  mutation ProfileSave($input: MeUpdateInput!, $key: String!) {\n    meUpdate(input: $input) @idempotent(key: $key) {\n      me {\n        version\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": typeof types.ProfileSaveDocument,
    "\n  query Consents {\n    me {\n      consents {\n        purpose\n        granted\n      }\n    }\n  }\n": typeof types.ConsentsDocument,
    "\n  mutation ConsentSay($input: MeConsentRecordInput!, $key: String!) {\n    meConsentRecord(input: $input) @idempotent(key: $key) {\n      me {\n        consents {\n          purpose\n          granted\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ConsentSayDocument,
    "\n  mutation SignOut {\n    meSignOut {\n      devices\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  mutation Close {\n    meClose {\n      closed\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CloseDocument,
};
const documents: Documents = {
    "\n  mutation SignIn($input: MemberSignInByWechatInput!) {\n    memberSignInByWechat(input: $input) {\n      tokens {\n        accessToken\n        refreshToken\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation Refresh($input: MemberTokenRefreshInput!) {\n    memberTokenRefresh(input: $input) {\n      tokens {\n        accessToken\n        refreshToken\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RefreshDocument,
    "\n  query Card {\n    me {\n      displayName\n      joinedAt\n      orderCount\n      points {\n        available\n      }\n      tier {\n        progress\n        missing\n        tier {\n          name\n        }\n        next {\n          name\n        }\n      }\n      brand {\n        name\n        logoUrl\n        primaryColor\n      }\n    }\n  }\n": types.CardDocument,
    "\n  query Tier {\n    me {\n      tier {\n        growthValue\n        progress\n        missing\n        validUntil\n        needed\n        warnedAt\n        tier {\n          id\n          name\n        }\n        next {\n          name\n        }\n      }\n      tiers {\n        id\n        name\n        color\n        threshold\n        benefits {\n          id\n          name\n          description\n          period\n          times\n          left\n          contact\n        }\n      }\n      badges {\n        id\n        name\n        description\n        color\n        held\n        progress {\n          fraction\n        }\n      }\n    }\n  }\n": types.TierDocument,
    "\n  query Points($after: String) {\n    me {\n      points {\n        available\n        pending\n        expiringNext {\n          at\n          points\n        }\n        entries(first: 20, after: $after) {\n          nodes {\n            at\n            kind\n            points\n            reason\n            orderNo\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": types.PointsDocument,
    "\n  query Rewards {\n    me {\n      points {\n        available\n      }\n      rewards(first: 100) {\n        nodes {\n          id\n          name\n          description\n          points\n          stock\n        }\n      }\n      redemptions(first: 20) {\n        nodes {\n          id\n          createdAt\n          points\n          status\n          reward {\n            name\n          }\n        }\n      }\n    }\n  }\n": types.RewardsDocument,
    "\n  mutation RewardRedeem($input: MeRewardRedeemInput!, $key: String!) {\n    meRewardRedeem(input: $input) @idempotent(key: $key) {\n      redemption {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RewardRedeemDocument,
    "\n  query Coupons($status: CouponStatus!, $after: String) {\n    me {\n      coupons(first: 20, after: $after, filter: { status: [$status] }) {\n        nodes {\n          id\n          name\n          description\n          code\n          kind\n          percent\n          amount {\n            amount\n            currency\n          }\n          cap {\n            amount\n            currency\n          }\n          minimum {\n            amount\n            currency\n          }\n          startsAt\n          expiresAt\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      orders(first: 20) {\n        nodes {\n          id\n          orderNo\n          status\n        }\n      }\n    }\n  }\n": types.CouponsDocument,
    "\n  mutation CouponUse($input: MeCouponRedeemInput!, $key: String!) {\n    meCouponRedeem(input: $input) @idempotent(key: $key) {\n      redemption {\n        payable {\n          amount\n          currency\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.CouponUseDocument,
    "\n  query Profile {\n    me {\n      version\n      displayName\n      gender\n      birthday\n      province\n      city\n    }\n  }\n": types.ProfileDocument,
    "\n  mutation ProfileSave($input: MeUpdateInput!, $key: String!) {\n    meUpdate(input: $input) @idempotent(key: $key) {\n      me {\n        version\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n": types.ProfileSaveDocument,
    "\n  query Consents {\n    me {\n      consents {\n        purpose\n        granted\n      }\n    }\n  }\n": types.ConsentsDocument,
    "\n  mutation ConsentSay($input: MeConsentRecordInput!, $key: String!) {\n    meConsentRecord(input: $input) @idempotent(key: $key) {\n      me {\n        consents {\n          purpose\n          granted\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ConsentSayDocument,
    "\n  mutation SignOut {\n    meSignOut {\n      devices\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SignOutDocument,
    "\n  mutation Close {\n    meClose {\n      closed\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.CloseDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: MemberSignInByWechatInput!) {\n    memberSignInByWechat(input: $input) {\n      tokens {\n        accessToken\n        refreshToken\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Refresh($input: MemberTokenRefreshInput!) {\n    memberTokenRefresh(input: $input) {\n      tokens {\n        accessToken\n        refreshToken\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').RefreshDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Card {\n    me {\n      displayName\n      joinedAt\n      orderCount\n      points {\n        available\n      }\n      tier {\n        progress\n        missing\n        tier {\n          name\n        }\n        next {\n          name\n        }\n      }\n      brand {\n        name\n        logoUrl\n        primaryColor\n      }\n    }\n  }\n"): typeof import('./graphql').CardDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tier {\n    me {\n      tier {\n        growthValue\n        progress\n        missing\n        validUntil\n        needed\n        warnedAt\n        tier {\n          id\n          name\n        }\n        next {\n          name\n        }\n      }\n      tiers {\n        id\n        name\n        color\n        threshold\n        benefits {\n          id\n          name\n          description\n          period\n          times\n          left\n          contact\n        }\n      }\n      badges {\n        id\n        name\n        description\n        color\n        held\n        progress {\n          fraction\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').TierDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Points($after: String) {\n    me {\n      points {\n        available\n        pending\n        expiringNext {\n          at\n          points\n        }\n        entries(first: 20, after: $after) {\n          nodes {\n            at\n            kind\n            points\n            reason\n            orderNo\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').PointsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Rewards {\n    me {\n      points {\n        available\n      }\n      rewards(first: 100) {\n        nodes {\n          id\n          name\n          description\n          points\n          stock\n        }\n      }\n      redemptions(first: 20) {\n        nodes {\n          id\n          createdAt\n          points\n          status\n          reward {\n            name\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').RewardsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RewardRedeem($input: MeRewardRedeemInput!, $key: String!) {\n    meRewardRedeem(input: $input) @idempotent(key: $key) {\n      redemption {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').RewardRedeemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Coupons($status: CouponStatus!, $after: String) {\n    me {\n      coupons(first: 20, after: $after, filter: { status: [$status] }) {\n        nodes {\n          id\n          name\n          description\n          code\n          kind\n          percent\n          amount {\n            amount\n            currency\n          }\n          cap {\n            amount\n            currency\n          }\n          minimum {\n            amount\n            currency\n          }\n          startsAt\n          expiresAt\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      orders(first: 20) {\n        nodes {\n          id\n          orderNo\n          status\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').CouponsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CouponUse($input: MeCouponRedeemInput!, $key: String!) {\n    meCouponRedeem(input: $input) @idempotent(key: $key) {\n      redemption {\n        payable {\n          amount\n          currency\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').CouponUseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Profile {\n    me {\n      version\n      displayName\n      gender\n      birthday\n      province\n      city\n    }\n  }\n"): typeof import('./graphql').ProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProfileSave($input: MeUpdateInput!, $key: String!) {\n    meUpdate(input: $input) @idempotent(key: $key) {\n      me {\n        version\n      }\n      userErrors {\n        code\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').ProfileSaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Consents {\n    me {\n      consents {\n        purpose\n        granted\n      }\n    }\n  }\n"): typeof import('./graphql').ConsentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsentSay($input: MeConsentRecordInput!, $key: String!) {\n    meConsentRecord(input: $input) @idempotent(key: $key) {\n      me {\n        consents {\n          purpose\n          granted\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').ConsentSayDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    meSignOut {\n      devices\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Close {\n    meClose {\n      closed\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql').CloseDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
