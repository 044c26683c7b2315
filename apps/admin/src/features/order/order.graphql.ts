import { graphql } from '../../gql';

export const OrderDocument = graphql(`
  query Order($id: ID!) {
    order(id: $id) {
      ...OrderWhole
    }
  }
  fragment OrderWhole on Order {
    id
    version
    orderNo
    channel
    status
    source
    placedAt
    paidAt
    cancelledAt
    createdAt
    updatedAt
    total {
      amount
      currency
    }
    refunded {
      amount
      currency
    }
    net {
      amount
      currency
    }
    member {
      id
      displayName
      realName
      province
      city
      orderCount
      spent {
        amount
        currency
      }
    }
    lines {
      position
      sku
      productName
      quantity
      unitPrice {
        amount
        currency
      }
      total {
        amount
        currency
      }
    }
    refunds {
      refundNo
      amount {
        amount
        currency
      }
      refundedAt
    }
    earning {
      points
      takenBack
      steps {
        ruleId
        name
        effect
        points
        reason
      }
    }
    availableActions
  }
`);

export const OrderRefundDocument = graphql(`
  mutation OrderRefund($input: OrderRefundInput!) {
    orderRefund(input: $input) {
      order {
        ...OrderWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const OrderCancelDocument = graphql(`
  mutation OrderCancel($input: OrderCancelInput!) {
    orderCancel(input: $input) {
      order {
        ...OrderWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const OrderExportDocument = graphql(`
  mutation OrderExport($input: OrderExportInput!) {
    orderExport(input: $input) {
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
