export const pageSize = 100;

/** Which rows of a list are asked for. */
export type PageAsked =
  | { first: number; after: string | undefined; withTotal: boolean }
  | { first: null; last: number; before: string; withTotal: boolean };

/** The page with which a list begins: the one after a cursor, or the very first. */
export function firstPage(after: string | undefined): PageAsked {
  return { first: pageSize, after, withTotal: true };
}
