import type { FieldPolicy } from '@apollo/client';

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor?: string | null;
  endCursor?: string | null;
}
interface Pages {
  edges?: readonly unknown[];
  nodes?: readonly unknown[];
  pageInfo?: PageInfo;
  totalCount?: number;
}

/**
 * Joins the pages of a connection as they come: after the last one, before the first one, or in place of all when it is
 * neither (a new start). The total is asked for with the first page only and kept from there.
 */
export function pageByPage(keyArgs: string[]): FieldPolicy<Pages, Pages> {
  return {
    keyArgs,
    merge(existing, incoming, { args }) {
      const after: unknown = args?.after ?? undefined;
      const before: unknown = args?.before ?? undefined;
      const has = existing?.pageInfo;
      const comes = incoming.pageInfo;
      if (existing && has && comes && after !== undefined && after === has.endCursor)
        return {
          ...existing,
          ...joined(existing, incoming),
          pageInfo: { ...has, hasNextPage: comes.hasNextPage, endCursor: comes.endCursor ?? has.endCursor },
        };
      if (existing && has && comes && before !== undefined && before === has.startCursor)
        return {
          ...existing,
          ...joined(incoming, existing),
          pageInfo: {
            ...has,
            hasPreviousPage: comes.hasPreviousPage,
            startCursor: comes.startCursor ?? has.startCursor,
          },
        };
      // An answer that came twice: what follows that cursor is there already.
      if (existing && (holds(existing, after) || holds(existing, before))) return existing;
      const total = existing?.totalCount === undefined ? {} : { totalCount: existing.totalCount };
      // Started in the middle: there are rows before, which a server need not say when asked forwards.
      if (after !== undefined && comes)
        return { ...total, ...incoming, pageInfo: { ...comes, hasPreviousPage: true } };
      return { ...total, ...incoming };
    },
  };
}

function holds(pages: Pages, cursor: unknown): boolean {
  if (cursor === undefined) return false;
  return (pages.edges ?? []).some(
    (edge) => typeof edge === 'object' && edge !== null && Reflect.get(edge, 'cursor') === cursor,
  );
}

function joined(first: Pages, second: Pages): Pages {
  const pages: Pages = {};
  if (first.edges && second.edges) pages.edges = [...first.edges, ...second.edges];
  if (first.nodes && second.nodes) pages.nodes = [...first.nodes, ...second.nodes];
  return pages;
}
