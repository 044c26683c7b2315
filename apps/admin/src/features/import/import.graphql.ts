import { graphql } from '../../gql';

export const ImportsDocument = graphql(`
  query Imports($first: Int, $after: String, $last: Int, $before: String, $withTotal: Boolean!) {
    imports(first: $first, after: $after, last: $last, before: $before) {
      edges {
        cursor
        node {
          ...ImportRow
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount @include(if: $withTotal)
    }
  }
  fragment ImportRow on Import {
    id
    kind
    status
    fileName
    fileSize
    rowsTotal
    createdCount
    updatedCount
    unchangedCount
    failedCount
    createdAt
    finishedAt
    createdBy {
      id
      name
    }
    job {
      id
      progressDone
      progressTotal
    }
  }
`);

export const ImportDocument = graphql(`
  query Import($id: ID!) {
    import(id: $id) {
      ...ImportWhole
    }
  }
  fragment ImportWhole on Import {
    id
    version
    kind
    status
    fileName
    fileSize
    format
    encoding
    delimiter
    sheet
    sheets
    headerLine
    chosen {
      encoding
      delimiter
      sheet
      headerLine
    }
    columns {
      index
      header
      samples
      field
      suggestedField
      confidence
    }
    questions {
      kind
      columnIndex
      options
      samples
      answer
    }
    dateOrder
    decimalSeparator
    amountScope
    timeZone
    channel
    rowsTotal
    rowsValid
    rowsInvalid
    problemCount
    createdCount
    updatedCount
    unchangedCount
    failedCount
    failedRowsUrl
    availableActions
    refusal {
      code
      message
    }
    job {
      id
      status
      progressDone
      progressTotal
      error
    }
    createdBy {
      id
      name
    }
    createdAt
    finishedAt
    undoneAt
  }
`);

export const ImportFieldsDocument = graphql(`
  query ImportFields($kind: ImportKind!) {
    importFields(kind: $kind) {
      key
      label
      oneOf
      type
      description
    }
  }
`);

export const ImportProblemsDocument = graphql(`
  query ImportProblems(
    $id: ID!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $withTotal: Boolean!
  ) {
    import(id: $id) {
      id
      problems(first: $first, after: $after, last: $last, before: $before) {
        edges {
          cursor
          node {
            ...ImportProblemRow
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        totalCount @include(if: $withTotal)
      }
    }
  }
  fragment ImportProblemRow on ImportProblem {
    line
    columnIndex
    field
    code
    message
    value
    mended
  }
`);
