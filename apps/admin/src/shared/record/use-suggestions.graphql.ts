import { graphql } from '../../gql';

/** What the latest orders name, to choose from where channels and products are asked for. */
export const OrderSuggestionsDocument = graphql(`
  query OrderSuggestions {
    orders(first: 50) {
      nodes {
        id
        channel
        lines {
          position
          sku
          productName
        }
      }
    }
  }
`);
