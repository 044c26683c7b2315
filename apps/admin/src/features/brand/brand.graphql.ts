import { graphql } from '../../gql';

export const BrandSettingsDocument = graphql(`
  query BrandSettings {
    brand {
      ...BrandWhole
    }
  }
  fragment BrandWhole on Brand {
    id
    version
    name
    positioning
    toneOfVoice
    story
    logoUrl
    primaryColor
    secondaryColor
    timeZone
    currency
    currencyFixed
    updatedAt
    channels {
      id
      platform
      accountName
      accountId
      url
    }
  }
`);

export const BrandUpdateDocument = graphql(`
  mutation BrandUpdate($input: BrandUpdateInput!) {
    brandUpdate(input: $input) {
      brand {
        ...BrandWhole
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BrandCreateDocument = graphql(`
  mutation BrandCreate($input: BrandCreateInput!) {
    brandCreate(input: $input) {
      brand {
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
