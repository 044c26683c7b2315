import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Cost, Pages } from '../server/limits/directives.ts';
import { aggregatesField, aggregatesType, type DeclaredAggregate } from './aggregates.ts';
import { mostOrders } from './conditions.ts';
import { PageInfo } from './page-info.ts';
import type { Class, ListSource } from './sources.ts';

/** A list with the types by which GraphQL knows it. */
export interface List extends ListSource {
  connection: Class;
  args: Class;
  /** The enum of its orders; empty when there is but one. */
  order: Record<string, string>;
}

interface ListOptions extends Omit<ListSource, 'key' | 'aggregates'> {
  /** Name of the type that it lists: `Member` makes `MemberConnection`, `MemberEdge`, `MemberSort`. */
  name: string;
  key?: ListSource['key'];
  /** What each order means, shown in the schema. Without it, the first order is the only one. */
  orderDescriptions?: Record<string, string>;
  filterInput?: () => Class;
  searchDescription?: string;
  /** What all of its rows come to: `sumOf`, `averageOf`, `countOf`, `totalOf`. */
  aggregates?: Record<string, DeclaredAggregate>;
}

/** Declares a list: its connection, edge, order and argument types are made from it. */
export function defineList(options: ListOptions): List {
  const { name, orders, orderDescriptions, filterInput, searchDescription } = options;

  class Edge {}
  field(Edge, 'cursor', () => String, 'Where this one stands: for `after` and `before`.');
  field(Edge, 'node', options.type, 'The one at this place.');
  ObjectType(`${name}Edge`, { description: `A ${name} and its place in a list.` })(Edge);

  class Connection {}
  field(Connection, 'edges', () => [Edge], 'The page, with a cursor for each.');
  field(Connection, 'nodes', () => [options.type()], 'The page, without cursors.');
  field(Connection, 'pageInfo', () => PageInfo, 'Whether there is more, and from where.');
  field(
    Connection,
    'totalCount',
    () => Int,
    'How many there are in all under this filter. Counted only when asked for.',
  );
  // Rows are counted one by one; a page is read by an index.
  Cost(50)(Connection.prototype, 'totalCount');
  if (options.aggregates) aggregatesField(Connection, aggregatesType(name, options.aggregates));
  Pages()(Connection);
  ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })(Connection);

  class ListArgs {}
  field(
    ListArgs,
    'first',
    () => Int,
    'How many from the start, 1 to 100. 50 when neither first nor last is given.',
    true,
  );
  field(ListArgs, 'after', () => String, 'Start behind this cursor.', true);
  field(ListArgs, 'last', () => Int, 'How many from the end, 1 to 100.', true);
  field(ListArgs, 'before', () => String, 'End before this cursor.', true);
  if (options.search)
    field(ListArgs, 'search', () => String, searchDescription ?? 'Text to search for.', true);
  if (filterInput) field(ListArgs, 'filter', filterInput, 'Only those that meet this.', true);
  const order = orderDescriptions ? Object.fromEntries(Object.keys(orders).map((key) => [key, key])) : {};
  if (orderDescriptions) {
    registerEnumType(order, {
      name: `${name}Sort`,
      description: `How a list of ${name} can be sorted. Ties that are left are broken by id.`,
      valuesConfig: Object.fromEntries(
        Object.entries(orderDescriptions).map(([key, description]) => [key, { description }]),
      ),
    });
    field(
      ListArgs,
      'orderBy',
      () => [order],
      `By what to sort: the second decides where the first leaves a tie; at most ${mostOrders}. Default: ${Object.keys(orders)[0]}.`,
      true,
    );
  }
  ArgsType()(ListArgs);

  return { key: 'id', ...options, connection: Connection, args: ListArgs, order };
}

// biome-ignore lint/suspicious/noExplicitAny: what type-graphql takes as a type
function field(target: Class, name: string, type: () => any, description: string, nullable = false): void {
  Field(type, { description, nullable })(target.prototype, name);
}
