import { graphql } from '../../gql';

export const TierLadderDocument = graphql(`
  query TierLadder {
    tierLadder {
      ...LadderWhole
    }
  }
  fragment LadderWhole on TierLadder {
    version
    perUnit
    perOrder
    perEvent {
      event
      growth
    }
    period
    policy
    graceDays
    warningDays
    tiers {
      id
      name
      color
      threshold
      memberCount
    }
  }
`);

export const TierChangesDocument = graphql(`
  query TierChanges {
    tierLadderChanges(first: 8) {
      nodes {
        ...LadderChangeRow
      }
    }
  }
  fragment LadderChangeRow on TierLadderChange {
    id
    status
    atOnce
    movedUp
    movedDown
    canBeRolledBack
    createdAt
    finishedAt
    operator {
      id
      name
    }
    job {
      id
      status
    }
    tiersBefore {
      id
      name
      threshold
    }
    tiersAfter {
      id
      name
      threshold
    }
  }
`);

export const TiersEndingDocument = graphql(`
  query TiersEnding($first: Int, $after: String) {
    tiersEnding(first: $first, after: $after) {
      edges {
        cursor
        node {
          growthValue
          needed
          validUntil
          graceUntil
          warnedAt
          tier {
            id
            name
            color
          }
          member {
            id
            displayName
            realName
          }
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

export const LadderPreviewDocument = graphql(`
  query LadderPreview($id: ID!) {
    tierLadderPreview(id: $id) {
      ...LadderPreviewWhole
    }
  }
  fragment LadderPreviewWhole on TierLadderPreview {
    id
    status
    version
    atOnce
    base {
      ...LadderDraft
    }
    ladder {
      ...LadderDraft
    }
    result {
      ...LadderPreviewResult
    }
  }
  fragment LadderDraft on TierLadderDraft {
    perUnit
    perOrder
    perEvent {
      event
      growth
    }
    period
    policy
    graceDays
    warningDays
    tiers {
      id
      name
      color
      threshold
    }
  }
  fragment LadderPreviewResult on TierLadderPreviewResult {
    memberCount
    upCount
    downCount
    fallingCount
    benefitCostNow {
      amount
      currency
    }
    benefitCostThen {
      amount
      currency
    }
    points
    pointsCost {
      amount
      currency
    }
    moves {
      from {
        id
        name
        color
        threshold
      }
      to {
        id
        name
        color
        threshold
      }
      memberCount
      fallingCount
      exampleIds
    }
  }
`);

export const LadderPreviewCreateDocument = graphql(`
  mutation LadderPreviewCreate($input: TierLadderChangeInput!) {
    tierLadderPreviewCreate(input: $input) {
      preview {
        id
        job {
          id
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

/** What the members are called whom a preview gives as examples. */
export const PreviewMembersDocument = graphql(`
  query PreviewMembers($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Member {
        displayName
        realName
      }
    }
  }
`);

export const LadderChangeDocument = graphql(`
  mutation LadderChange($input: TierLadderChangeInput!) {
    tierLadderChange(input: $input) {
      change {
        ...LadderChangeRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const LadderRollbackDocument = graphql(`
  mutation LadderRollback($input: TierLadderRollbackInput!) {
    tierLadderRollback(input: $input) {
      change {
        ...LadderChangeRow
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
