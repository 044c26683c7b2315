import { graphql } from '../../gql';

export const CouponTemplatesDocument = graphql(`
  query CouponTemplates(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CouponTemplateFilter
    $withTotal: Boolean!
  ) {
    couponTemplates(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      totalCount @include(if: $withTotal)
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        cursor
        node {
          ...CouponTemplateRow
        }
      }
    }
  }
  fragment CouponTemplateTerms on CouponTemplate {
    id
    version
    name
    description
    kind
    amount {
      amount
      currency
    }
    percent
    cap {
      amount
      currency
    }
    minimum {
      amount
      currency
    }
    channels
    skus
    stackable
    startsOn
    endsOn
    validDays
    issueLimit
    memberLimit
    budget {
      amount
      currency
    }
    active
  }
  fragment CouponTemplateRow on CouponTemplate {
    ...CouponTemplateTerms
    state
    issuedCount
    redeemedCount
    redemptionRate
    discount {
      amount
      currency
    }
    budgetLeft {
      amount
      currency
    }
    createdAt
  }
`);

export const CouponTemplateDocument = graphql(`
  query CouponTemplate($id: ID!) {
    couponTemplate(id: $id) {
      ...CouponTemplateRow
      expiredCount
      revokedCount
      held {
        amount
        currency
      }
      turnover {
        amount
        currency
      }
      expiringNext {
        count
        at
      }
    }
  }
`);

export const CouponReportDocument = graphql(`
  query CouponReport($templateId: ID) {
    couponReport(interval: DAY, templateId: $templateId) {
      from
      to
      total {
        ...CouponReportFigures
      }
      periods {
        start
        figures {
          ...CouponReportFigures
        }
      }
    }
  }
  fragment CouponReportFigures on CouponFigures {
    issued
    redeemed
    expired
    redemptionRate
    orders
    discount {
      amount
      currency
    }
    turnover {
      amount
      currency
    }
  }
`);

export const CouponsOfTemplateDocument = graphql(`
  query CouponsOfTemplate($id: ID!, $status: [CouponStatus!], $after: String) {
    coupons(first: 30, after: $after, filter: { templateId: $id, status: $status }) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          ...CouponRow
        }
      }
    }
  }
  fragment CouponRow on Coupon {
    id
    status
    availableActions
    codeEnding
    startsAt
    expiresAt
    issuedAt
    endedAt
    note
    discount {
      amount
      currency
    }
    template {
      ...CouponTemplateTerms
    }
    member {
      id
      displayName
      realName
    }
    redemption {
      id
      orderNo
    }
  }
`);

export const CouponRedemptionsDocument = graphql(`
  query CouponRedemptions($filter: CouponRedemptionFilter!, $after: String) {
    couponRedemptions(first: 30, after: $after, filter: $filter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          ...CouponRedemptionRow
        }
      }
    }
  }
  fragment CouponRedemptionRow on CouponRedemption {
    id
    status
    availableActions
    channel
    orderNo
    createdAt
    releasedAt
    amount {
      amount
      currency
    }
    discount {
      amount
      currency
    }
    payable {
      amount
      currency
    }
    order {
      id
    }
    member {
      id
      displayName
      realName
    }
    uses {
      position
      coupon {
        id
      }
      template {
        id
        name
      }
      discount {
        amount
        currency
      }
    }
  }
`);

export const MemberCouponsDocument = graphql(`
  query MemberCoupons($id: ID!, $status: [CouponStatus!], $after: String) {
    member(id: $id) {
      id
      coupons(first: 30, after: $after, filter: { status: $status }) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            ...CouponRow
          }
        }
      }
    }
  }
`);

/** What coupons can be issued of, to choose from. */
export const IssuableTemplatesDocument = graphql(`
  query IssuableTemplates {
    couponTemplates(first: 100, filter: { state: [ACTIVE] }) {
      nodes {
        ...CouponTemplateRow
      }
    }
  }
`);

export const CouponQuoteDocument = graphql(`
  query CouponQuote($input: CouponQuoteInput!) {
    couponQuote(input: $input) {
      quote {
        amount {
          amount
          currency
        }
        discount {
          amount
          currency
        }
        payable {
          amount
          currency
        }
        coupons {
          couponId
          name
          reason
          expiresAt
          discount {
            amount
            currency
          }
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
