import { graphql } from '../../gql';

export const MemberCreateDocument = graphql(`
  mutation MemberCreate($input: MemberCreateInput!) {
    memberCreate(input: $input) {
      member {
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

export const MemberUpdateDocument = graphql(`
  mutation MemberUpdate($input: MemberUpdateInput!) {
    memberUpdate(input: $input) {
      member {
        ...MemberWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MemberIdentityAddDocument = graphql(`
  mutation MemberIdentityAdd($input: MemberIdentityAddInput!) {
    memberIdentityAdd(input: $input) {
      member {
        ...MemberWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MemberIdentityRemoveDocument = graphql(`
  mutation MemberIdentityRemove($input: MemberIdentityRemoveInput!) {
    memberIdentityRemove(input: $input) {
      member {
        ...MemberWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MemberTagsUpdateDocument = graphql(`
  mutation MemberTagsUpdate($input: MemberTagsUpdateInput!) {
    memberTagsUpdate(input: $input) {
      member {
        id
        version
        tags {
          id
          name
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

export const MemberNoteCreateDocument = graphql(`
  mutation MemberNoteCreate($input: MemberNoteCreateInput!) {
    memberNoteCreate(input: $input) {
      member {
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

export const MemberConsentRecordDocument = graphql(`
  mutation MemberConsentRecord($input: MemberConsentRecordInput!) {
    memberConsentRecord(input: $input) {
      member {
        ...MemberWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MemberMergeDocument = graphql(`
  mutation MemberMerge($input: MemberMergeInput!) {
    memberMerge(input: $input) {
      member {
        ...MemberWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MemberMergeUndoDocument = graphql(`
  mutation MemberMergeUndo($input: MemberMergeUndoInput!) {
    memberMergeUndo(input: $input) {
      member {
        ...MemberWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MemberBulkTagDocument = graphql(`
  mutation MemberBulkTag($input: MemberBulkTagInput!) {
    memberBulkTag(input: $input) {
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
