import { graphql } from '../../gql';

export const RfmMatrixDocument = graphql(`
  query RfmMatrix($rows: RfmDimension!, $columns: RfmDimension!) {
    rfmMatrix(rows: $rows, columns: $columns) {
      memberCount
      averageSpent {
        amount
        currency
      }
      calculatedAt
      cutPoints {
        recency
        frequency
        monetary
      }
      cells {
        ...RfmMatrixCell
      }
      groups {
        ...RfmMatrixGroup
      }
    }
  }
  fragment RfmMatrixCell on RfmCell {
    row
    column
    memberCount
    share
    averageSpent {
      amount
      currency
    }
    groups {
      group {
        code
        name
      }
      memberCount
    }
  }
  fragment RfmMatrixGroup on RfmGroupShare {
    group {
      code
      name
      description
    }
    memberCount
    share
    averageSpent {
      amount
      currency
    }
  }
`);

export const StandingCalculateDocument = graphql(`
  mutation StandingCalculate {
    standingCalculate {
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

export const StandingSettingsDocument = graphql(`
  query StandingSettings {
    standingSettings {
      ...StandingSettingsWhole
    }
  }
  fragment StandingSettingsWhole on StandingSettings {
    version
    method
    recencyDays
    frequencyOrders
    monetaryAmounts
    currency
    newDays
    growingDays
    dormantDays
  }
`);

export const StandingPreviewDocument = graphql(`
  query StandingPreview($input: StandingPreviewInput!) {
    standingPreview(input: $input) {
      memberCount
      scoredCount
      recency {
        score
        memberCount
      }
      frequency {
        score
        memberCount
      }
      monetary {
        score
        memberCount
      }
      groups {
        group {
          code
          name
        }
        memberCount
      }
      stages {
        stage
        memberCount
      }
    }
  }
`);

export const StandingSettingsUpdateDocument = graphql(`
  mutation StandingSettingsUpdate($input: StandingSettingsUpdateInput!) {
    standingSettingsUpdate(input: $input) {
      settings {
        ...StandingSettingsWhole
      }
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

export const LifecycleFlowDocument = graphql(`
  query LifecycleFlow($weeks: Int!) {
    lifecycleFlow(weeks: $weeks) {
      start
      stages {
        stage
        memberCount
      }
      moves {
        from
        to
        memberCount
      }
    }
  }
`);
