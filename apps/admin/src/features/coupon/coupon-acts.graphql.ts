import { graphql } from '../../gql';

export const CouponTemplateCreateDocument = graphql(`
  mutation CouponTemplateCreate($input: CouponTemplateInput!) {
    couponTemplateCreate(input: $input) {
      template {
        ...CouponTemplateRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CouponTemplateUpdateDocument = graphql(`
  mutation CouponTemplateUpdate($input: CouponTemplateUpdateInput!) {
    couponTemplateUpdate(input: $input) {
      template {
        ...CouponTemplateRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CouponIssueDocument = graphql(`
  mutation CouponIssue($input: CouponIssueInput!, $key: String!) {
    couponIssue(input: $input) @idempotent(key: $key) {
      coupon {
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

export const CouponBulkIssueDocument = graphql(`
  mutation CouponBulkIssue($input: CouponBulkIssueInput!, $key: String!) {
    couponBulkIssue(input: $input) @idempotent(key: $key) {
      job {
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

export const CouponRedeemDocument = graphql(`
  mutation CouponRedeem($input: CouponRedeemInput!, $key: String!) {
    couponRedeem(input: $input) @idempotent(key: $key) {
      redemption {
        id
        discount {
          amount
          currency
        }
        payable {
          amount
          currency
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CouponReleaseDocument = graphql(`
  mutation CouponRelease($input: CouponReleaseInput!) {
    couponRelease(input: $input) {
      redemption {
        id
        status
        availableActions
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CouponRevokeDocument = graphql(`
  mutation CouponRevoke($input: CouponRevokeInput!) {
    couponRevoke(input: $input) {
      coupon {
        id
        status
        availableActions
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
