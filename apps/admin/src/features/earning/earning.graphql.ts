import { graphql } from '../../gql';

export const EarningRulesDocument = graphql(`
  query EarningRules {
    earningRules {
      ...EarningRuleWhole
    }
  }
  fragment EarningRuleWhole on EarningRule {
    id
    version
    name
    event
    effect
    points
    per {
      amount
      currency
    }
    factor
    channels
    skus
    minimum {
      amount
      currency
    }
    startsAt
    endsAt
    dailyPoints
    dailyTimes
    tierIds
    active
    createdAt
  }
`);

export const EarningRuleCreateDocument = graphql(`
  mutation EarningRuleCreate($input: EarningRuleInput!) {
    earningRuleCreate(input: $input) {
      rule {
        ...EarningRuleWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const EarningRuleUpdateDocument = graphql(`
  mutation EarningRuleUpdate($input: EarningRuleUpdateInput!) {
    earningRuleUpdate(input: $input) {
      rule {
        ...EarningRuleWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const EarningRuleDeleteDocument = graphql(`
  mutation EarningRuleDelete($input: EarningRuleDeleteInput!) {
    earningRuleDelete(input: $input) {
      deletedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const EarningPreviewDocument = graphql(`
  query EarningPreview($input: EarningPreviewInput!) {
    earningPreview(input: $input) {
      orderCount
      isComplete
      pointsNow
      pointsThen
      gaining
      losing
      cost {
        amount
        currency
      }
    }
  }
`);

export const PointsSimulateDocument = graphql(`
  query PointsSimulate($input: PointsSimulateInput!) {
    pointsSimulate(input: $input) {
      points
      steps {
        ruleId
        name
        effect
        points
        reason
      }
    }
  }
`);
