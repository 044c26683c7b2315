import { graphql } from '../../gql';

export const ImportReadDocument = graphql(`
  mutation ImportRead($input: ImportReadInput!) {
    importRead(input: $input) {
      import {
        ...ImportWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ImportMapDocument = graphql(`
  mutation ImportMap($input: ImportMapInput!) {
    importMap(input: $input) {
      import {
        ...ImportWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ImportCheckDocument = graphql(`
  mutation ImportCheck($input: ImportIdInput!) {
    importCheck(input: $input) {
      import {
        ...ImportWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ImportMendDocument = graphql(`
  mutation ImportMend($input: ImportMendInput!) {
    importMend(input: $input) {
      import {
        ...ImportWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ImportRunDocument = graphql(`
  mutation ImportRun($input: ImportIdInput!) {
    importRun(input: $input) {
      import {
        ...ImportWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ImportCancelDocument = graphql(`
  mutation ImportCancel($input: ImportIdInput!) {
    importCancel(input: $input) {
      import {
        ...ImportWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ImportUndoDocument = graphql(`
  mutation ImportUndo($input: ImportIdInput!) {
    importUndo(input: $input) {
      import {
        ...ImportWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ImportDiscardDocument = graphql(`
  mutation ImportDiscard($input: ImportIdInput!) {
    importDiscard(input: $input) {
      discardedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
