import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import type { DocumentNode } from 'graphql';
import type { EarlyAnswer } from './ahead.ts';
import { brandOf } from './client-brand.ts';
import { ListStore } from './list-store.ts';
import type { Connection } from './loaded-list.ts';
import { fieldsWithArguments, recordsOf } from './patch.ts';

const listsKept = 6;
const rowsKept = 30_000;

/** What all lists have in common, whatever their rows are. */
interface Kept {
  name: string;
  store: Pick<ListStore<unknown>, 'looked' | 'size' | 'refetch' | 'patch'>;
  forget: () => void;
}

/** The lists that were looked at on this page load (of one brand and one operator, then), the last of them at the end. */
let kept: readonly Kept[] = [];

/** A connection of the API that pages show as a list. */
export interface ListDefinition<Variables, Row> {
  open: (client: ApolloClient, variables: ListVariables<Variables>) => ListStore<Row>;
  /** Begins to fetch the list for the page that is about to show it. */
  ahead: (
    client: ApolloClient,
    variables: ListVariables<Variables>,
    start: string | undefined,
  ) => Promise<void>;
}
export type ListVariables<Variables> = Omit<Variables, 'first' | 'after' | 'last' | 'before' | 'withTotal'>;

/**
 * Says where in a document's answer the list is. Its rows don't go through the client's cache, which is slow and large
 * with ten thousand of them; what other answers tell of the same records is put into them by `tellLists`.
 * @param early where the first page of a visit may have been asked for already
 */
export function defineList<Data, Variables extends OperationVariables, Row>(
  document: TypedDocumentNode<Data, Variables>,
  connection: (data: Data) => Connection<Row> | null | undefined,
  early?: EarlyAnswer<Data, Variables>,
): ListDefinition<Variables, Row> {
  const operation = document.definitions.find((part) => part.kind === 'OperationDefinition');
  const name = operation?.name?.value ?? '';
  const stores = new Map<string, ListStore<Row>>();
  const make = (client: ApolloClient, variables: ListVariables<Variables>) =>
    new ListStore<Row>(async (page) => {
      const whole = { ...variables, ...page };
      const answer = await early?.take(whole, brandOf(client))?.catch(() => undefined);
      if (answer) return connection(answer) ?? undefined;
      const { data } = await client.query<Data, OperationVariables>({
        query: document,
        variables: whole,
        fetchPolicy: 'no-cache',
        context: { list: true },
      });
      return (data && connection(data)) ?? undefined;
    });
  const open = (client: ApolloClient, variables: ListVariables<Variables>) => {
    const key = JSON.stringify(variables);
    const store = stores.get(key) ?? make(client, variables);
    stores.set(key, store);
    kept = [
      ...kept.filter((other) => other.store !== store),
      { name, store, forget: () => stores.delete(key) },
    ];
    forgetOldest();
    return store;
  };
  return { open, ahead: (client, variables, start) => open(client, variables).ahead(start) };
}

function forgetOldest(): void {
  let rows = kept.reduce((sum, { store }) => sum + store.size, 0);
  let count = kept.length;
  for (const { store, forget } of kept.slice(0, -1)) {
    if (count <= listsKept && rows <= rowsKept) return;
    if (store.looked) continue;
    forget();
    kept = kept.filter((other) => other.store !== store);
    rows -= store.size;
    count -= 1;
  }
}

/** What an answer tells of records stands in the lists at once. */
export function tellLists(document: DocumentNode, answer: unknown): void {
  if (kept.length === 0) return;
  const records = recordsOf(answer, fieldsWithArguments(document));
  if (records.size > 0) for (const { store } of kept) store.patch(records);
}

/**
 * Lists of a query ask the server again: at once those that are looked at, the others when someone comes back to them.
 * @param names of operations, of which some may be no lists
 */
export function refetchLists(names: string[]): void {
  for (const { name, store } of kept) if (names.includes(name)) void store.refetch();
}
