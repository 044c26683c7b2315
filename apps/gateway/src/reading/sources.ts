import { encodeId, idPrefixes, type Noun } from '@kolony/domain/foundation/ids';
import type { Keyring } from '@kolony/domain/foundation/keyring';
import type { Permission } from '@kolony/domain/foundation/permissions';
import type { Scope } from '@kolony/domain/foundation/scope';

// biome-ignore lint/suspicious/noExplicitAny: the constructor type that decorators are given
export type Class = abstract new (...args: any[]) => object;

/**
 * Who may read a type or call a field: an operator with a permission in the brand at work, any signed-in operator, members
 * for themselves, or anyone.
 */
export type Allowed = Permission | 'SIGNED_IN' | 'MEMBER_SELF' | 'ANYONE';

/** An SQL expression over a row: a column's name, or an expression made from the row's alias. */
export type ColumnSql = string | ((row: string) => string);

/** What a decoder may use besides the raw value. `revealed` collects readings of personal data, for the audit log. */
export interface Decoding {
  scope: Scope;
  keyring: Keyring;
  revealed: Revealed[];
}
export interface Revealed {
  type: string;
  id: string;
  field: string;
  related?: string | undefined;
}

/** Where a field comes from. */
export type Source =
  | {
      kind: 'computed';
      /** SQL by name, which may depend on the arguments; the values reach `compute` under the same names. */
      columns: Record<string, ColumnSql> | ((args: Record<string, unknown>) => Record<string, ColumnSql>);
      /** Makes the field's value of the columns' raw JSON values. */
      compute: (
        columns: Record<string, unknown>,
        args: Record<string, unknown>,
        decoding: Decoding,
      ) => unknown;
      /** The same of its raw value, where it is a matter of one column alone. */
      single?: (raw: unknown) => unknown;
      /** Personal data in the clear, which stands in types alone that only whom it is about reads. */
      own?: true;
      /** A further permission, for these arguments. */
      allow?: (args: Record<string, unknown>) => Allowed;
    }
  | { kind: 'one'; type: () => Class; on: (row: string, other: string) => string }
  | {
      kind: 'many';
      type: () => Class;
      on: (row: string, other: string) => string;
      orderBy: (other: string) => string;
    }
  | {
      kind: 'oneOf';
      /** SQL of the noun of the row, and of its UUID. */
      noun: ColumnSql;
      id: ColumnSql;
      nouns: readonly Noun[];
    }
  | {
      kind: 'connection';
      list: () => ListSource;
      on: (row: string, other: string) => string;
      allow?: Allowed;
    };

/** A table behind a type. */
export interface StoredType {
  name: string;
  table: string;
  allow: Allowed;
  fields: Map<string, Source>;
}

/** One order of a list: terms with the id last make it total. Expressions are never null. */
export interface OrderTerm {
  sql: ColumnSql;
  type: 'timestamptz' | 'date' | 'bigint' | 'text';
  descending: boolean;
}

/** What a filter or search becomes SQL with. */
export interface Conditions {
  /** The alias of the row. */
  row: string;
  scope: Scope;
  keyring: Keyring;
  /** Adds a value; gives the placeholder for it. */
  param(value: unknown): string;
}

/**
 * What a search means: the rows of all branches together. No row is in two. Each branch is planned, ordered and cut by
 * itself, so that each can go by an index of its own; one that a condition without the row rules out costs nothing.
 */
export interface Search {
  /** SQL of rows that are found once, for branches and count to use under the names `found(row, name)`. */
  found?: Record<string, string>;
  branches: string[];
  /** So many branches, from the first on, hold so few rows that these are worth finding once for the page and the count. */
  few?: number;
  /** How many rows the branches hold together, where the list isn't narrowed by anything else and this is found faster. */
  count?: string;
}

/** The name under which the branches of a search use what it found. */
export function found(row: string, name: string): string {
  return `${row}_${name}`;
}

/** What all rows of a list come to: an SQL aggregate over them, and what the field makes of its JSON value. */
export interface Aggregate {
  sql: (row: string) => string;
  compute: (raw: unknown) => unknown;
}

/** A list that can be paged through: which rows, in which orders, filtered and searched how. */
export interface ListSource {
  type: () => Class;
  where?: (row: string) => string;
  /** The first is the default. */
  orders: Record<string, OrderTerm[]>;
  /** The direction of the id, which ends every order, follows the last term. */
  key: ColumnSql;
  filter?: (filter: Record<string, unknown>, conditions: Conditions) => string[];
  search?: (text: string, conditions: Conditions) => Search;
  /** By the name of the field; computed when asked for, over what filter and search leave. */
  aggregates?: Record<string, Aggregate>;
}

const storedTypes = new Map<object, StoredType>();
const storedClasses = new Map<string, Class>();
const pending = new WeakMap<object, Map<string, Source>>();

/** Notes a field's source; decorators of fields run before the one of their class. */
export function noteSource(prototype: object, field: string, source: Source): void {
  const fields = pending.get(prototype.constructor) ?? new Map<string, Source>();
  fields.set(field, source);
  pending.set(prototype.constructor, fields);
}

/** Notes a stored type. A noun with ids of its own gets its `id` field. */
export function noteStored(target: Class, name: string, table: string, allow: Allowed): void {
  const fields = pending.get(target) ?? new Map<string, Source>();
  if (isNoun(name)) {
    fields.set('id', {
      kind: 'computed',
      columns: { id: 'id' },
      compute: ({ id }) => encodeId(name, String(id)),
      single: (id) => encodeId(name, String(id)),
    });
  }
  const bare = [...fields].find(([, source]) => 'own' in source && source.own);
  if (bare && allow !== 'MEMBER_SELF') throw new Error(`${name}.${bare[0]} is for the member alone`);
  storedTypes.set(target, { name, table, allow, fields });
  storedClasses.set(name, target);
}

export function isNoun(name: string): name is Noun {
  return name in idPrefixes;
}

export function storedType(target: object): StoredType {
  const stored = storedTypes.get(target);
  if (!stored) throw new Error(`${String(target)} is not stored`);
  return stored;
}

/** The class of a stored type by its name in the schema. */
export function storedClassNamed(name: string): Class | undefined {
  return storedClasses.get(name);
}

export function columnSql(column: ColumnSql, row: string): string {
  return typeof column === 'string' ? `${row}."${column}"` : column(row);
}
