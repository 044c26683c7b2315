import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import type { Suggestion } from '../form/chips-field.tsx';
import { useSession } from '../session/session.tsx';
import { OrderSuggestionsDocument } from './use-suggestions.graphql.ts';

/** Channels and products as the latest orders name them. */
export function useSuggestions(): { channels: Suggestion[]; skus: Suggestion[] } {
  const { can } = useSession();
  const { data } = useQuery(OrderSuggestionsDocument, { skip: !can('ORDER_READ') });
  return useMemo(() => {
    const orders = data?.orders.nodes ?? [];
    const channels = new Set(orders.map(({ channel }) => channel).filter(Boolean));
    const products = new Map(
      orders
        .flatMap(({ lines }) => lines)
        .flatMap(({ sku, productName }) => (sku ? [[sku, productName] as const] : [])),
    );
    return {
      channels: [...channels].sort().map((value) => ({ value })),
      skus: [...products].sort().map(([value, label]) => ({ value, ...(label && { label }) })),
    };
  }, [data]);
}
