import { graphql } from '../../gql';

export const SavedViewsDocument = graphql(`
  query SavedViews($page: String!) {
    savedViews(page: $page) {
      id
      page
      name
      state
      shared
      mine
    }
  }
`);

export const SavedViewSaveDocument = graphql(`
  mutation SavedViewSave($input: SavedViewSaveInput!) {
    savedViewSave(input: $input) {
      savedView {
        id
        page
        name
        state
        shared
        mine
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const SavedViewDeleteDocument = graphql(`
  mutation SavedViewDelete($input: SavedViewDeleteInput!) {
    savedViewDelete(input: $input) {
      deletedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
