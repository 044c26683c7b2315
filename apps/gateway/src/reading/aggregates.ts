import { formatMinor } from '@kolony/domain/foundation/money';
import type { FieldNode } from 'graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { Cost } from '../server/limits/directives.ts';
import { Money } from './money.ts';
import { type Aggregate, type Class, type ColumnSql, columnSql, type ListSource } from './sources.ts';
import type { Statement } from './statement.ts';

/** An aggregate with what the schema says of it. */
export interface DeclaredAggregate extends Aggregate {
  // biome-ignore lint/suspicious/noExplicitAny: what type-graphql takes as a type
  type: () => any;
  description: string;
  nullable?: boolean;
}

/** All orders of a brand are in its currency, and so are the sums over its rows. */
const currency = '(select currency from kolony.brand_at_work)';

/** The sum of amounts in minor units, in the currency of the brand; nothing of no rows. */
export function sumOf(minor: ColumnSql, description: string): DeclaredAggregate {
  return {
    type: () => Money,
    description,
    sql: (row) => `json_build_array(coalesce(sum(${columnSql(minor, row)}), 0)::text, ${currency})`,
    compute: money,
  };
}

/** The mean of amounts in minor units, rounded to one; null of no rows. */
export function averageOf(minor: ColumnSql, description: string): DeclaredAggregate {
  return {
    type: () => Money,
    description,
    nullable: true,
    sql: (row) => `json_build_array(round(avg(${columnSql(minor, row)}))::text, ${currency})`,
    compute: money,
  };
}

/** How many different values an expression has; nulls are none. */
export function countOf(what: ColumnSql, description: string): DeclaredAggregate {
  return {
    type: () => Int,
    description,
    sql: (row) => `count(distinct ${columnSql(what, row)})`,
    compute: (raw) => raw,
  };
}

/** The sum of whole numbers. */
export function totalOf(what: ColumnSql, description: string): DeclaredAggregate {
  return {
    type: () => Int,
    description,
    sql: (row) => `coalesce(sum(${columnSql(what, row)}), 0)`,
    compute: (raw) => raw,
  };
}

function money(raw: unknown): Money | null {
  const [minor, code] = raw as [string | null, string | null];
  if (minor === null || code === null) return null;
  return { amount: formatMinor(BigInt(minor), code), currency: code.trim() };
}

/** The type of a list's aggregates, on its connection. */
export function aggregatesType(name: string, aggregates: Record<string, DeclaredAggregate>): Class {
  class Aggregates {}
  for (const [key, { type, description, nullable = false }] of Object.entries(aggregates))
    Field(type, { description, nullable })(Aggregates.prototype, key);
  ObjectType(`${name}Aggregates`, {
    description: `What a list of ${name} comes to, over all that the filter and the search leave, not over the page.`,
  })(Aggregates);
  return Aggregates;
}

export function aggregatesField(connection: Class, type: Class): void {
  const description =
    'Sums over all there are under this filter and search, on whichever page. Only those asked for are computed.';
  Field(() => type, { description })(connection.prototype, 'aggregates');
  // As the count: rows are gone through one by one.
  Cost(50)(connection.prototype, 'aggregates');
}

/** What is asked of a list's aggregates, by name. */
export function askedAggregates(
  statement: Statement,
  { aggregates = {} }: ListSource,
  name: string,
  nodes: readonly FieldNode[],
): [string, Aggregate][] {
  const type = statement.objectType(`${name}Aggregates`);
  const fields = [...statement.subfields(type, nodes).values()].map(([node]) => node?.name.value);
  return Object.entries(aggregates).filter(([key]) => fields.includes(key));
}

/** The aggregates over rows under their alias, as a JSON array. */
export function aggregateStatement(
  asked: readonly [string, Aggregate][],
  row: string,
  rows: readonly string[],
): string {
  const columns = asked.map(([, { sql }]) => sql(row)).join(', ');
  return `(select json_build_array(${columns}) from (${rows.map((sql) => `(${sql})`).join(' union all ')}) ${row})`;
}

export function decodeAggregates(
  asked: readonly [string, Aggregate][],
  raw: unknown,
): Record<string, unknown> {
  const values = raw as unknown[];
  return Object.fromEntries(asked.map(([key, { compute }], at) => [key, compute(values[at])]));
}
