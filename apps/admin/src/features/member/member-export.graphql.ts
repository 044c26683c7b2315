import { graphql } from '../../gql';

export const MemberExportDocument = graphql(`
  mutation MemberExport($input: MemberExportInput!) {
    memberExport(input: $input) {
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
