import type { Database, Query } from '@kolony/domain/foundation/database';
import { userError } from '@kolony/domain/foundation/errors';
import { decodeId } from '@kolony/domain/foundation/ids';
import type { Keyring } from '@kolony/domain/foundation/keyring';
import type { Scope } from '@kolony/domain/foundation/scope';
import {
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionResult,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { createApiSchema } from '../../src/modules/modules.ts';
import {
  type Aggregate,
  type Class,
  type Conditions,
  type ListSource,
  type Source,
  storedClassNamed,
  storedType,
} from '../../src/reading/sources.ts';
import { badInput } from '../../src/server/errors.ts';
import { permitted } from '../../src/server/permitted.ts';
import { type Placed, pageOf } from './reference-page.ts';

type Args = Record<string, unknown>;
type Where = (conditions: Conditions) => string;

/** A row, as far as the reference knows it: which one. Everything else it asks for when a field wants it. */
interface Row {
  __typename: string;
  type: Class;
  key: string;
}

/** Where the rows come from, as SQL: all of a table, or those that belong to a row. */
interface From {
  sql: string;
  values: unknown[];
}

const row = 'ref_row';
const other = 'ref_other';

/** By what rows of views are told apart, which the database doesn't know. */
const keysOfViews = new Map([['member_benefit', ['brand_id', 'member_id', 'id']]]);

/**
 * What reading means, in the plainest way: graphql-js asks field by field, and each column, relation, page and count is a
 * simple statement of its own. Pages are cut of all rows. It shares nothing with the reading layer but what types and
 * lists say of themselves.
 */
export class Reference {
  readonly schema: GraphQLSchema = createApiSchema();

  private constructor(
    private readonly database: Database,
    private readonly keys: Map<string, string[]>,
  ) {
    for (const type of Object.values(this.schema.getTypeMap())) {
      if (!isObjectType(type)) continue;
      const stored = storedClassNamed(type.name);
      for (const field of Object.values(type.getFields())) {
        if (type === this.schema.getQueryType()) {
          const resolve = field.resolve ?? defaultFieldResolver;
          field.resolve = (source, args, context: Reading, info) =>
            resolve(source, args, { ...context, reader: context.readerOf(args) }, info);
        } else if (stored) {
          const source = storedType(stored).fields.get(field.name);
          field.resolve = (parent: Row, args, context: Reading) =>
            source ? context.field(parent, source, args) : null;
        } else if (/(Connection|Edge|Aggregates)$/.test(type.name)) field.resolve = defaultFieldResolver;
      }
    }
  }

  static async over(database: Database, admin: Database): Promise<Reference> {
    const { rows } = await admin.pool.query<{ table: string; columns: string[] }>(
      `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
       where i.indisprimary and c.relnamespace = 'public'::regnamespace group by 1`,
    );
    const keys = new Map(rows.map(({ table, columns }) => [table, columns]));
    return new Reference(database, new Map([...keys, ...keysOfViews]));
  }

  /** Answers an operation that was parsed and validated, in one transaction. */
  run(
    document: DocumentNode,
    variableValues: Record<string, unknown>,
    scope: Scope,
  ): Promise<ExecutionResult> {
    return this.database.read(scope, async (tx) => {
      // One after the other, as graphql-js asks for many at once.
      let last: Promise<unknown> = Promise.resolve();
      const query: Query = (text, values) => {
        const result = last.then(() => tx.query(text, values));
        last = result.catch(() => undefined);
        return result as never;
      };
      const reading = new Reading(query, scope, this.database.keyring, this.keys);
      return await execute({ schema: this.schema, document, variableValues, contextValue: reading });
    });
  }
}

/** The reading of one operation; stands where the context of the gateway does. */
class Reading {
  readonly sessionId: string | null;
  readonly database: { keyring: Keyring };

  constructor(
    private readonly query: Query,
    readonly scope: Scope,
    private readonly keyring: Keyring,
    private readonly keys: Map<string, string[]>,
  ) {
    this.sessionId = scope.sessionId;
    this.database = { keyring };
  }

  /** What the resolvers of Query call a reader. */
  readerOf(args: Args) {
    const one = async (type: Class, _info: GraphQLResolveInfo, where: string | Where) => {
      permitted(this.scope, storedType(type).allow);
      const by: Where =
        typeof where === 'string' ? ({ row: at, param }) => `${at}.id = ${param(where)}` : where;
      const found = await this.#rows(type, this.#table(type, by));
      if (found.length > 1) throw new Error(`one ${storedType(type).name} of ${found.length}`);
      return found[0] ?? null;
    };
    const node = async (id: string, info: GraphQLResolveInfo) => {
      const decoded = decodeId(id);
      const type = decoded && storedClassNamed(decoded.noun);
      return type ? one(type, info, decoded.uuid).catch(() => null) : null;
    };
    return {
      one,
      all: async (type: Class, info: GraphQLResolveInfo, where: Where, orderBy: (at: string) => string) => {
        permitted(this.scope, storedType(type).allow);
        const most = info.parentType.getFields()[info.fieldName]?.extensions.atMost;
        return (await this.#rows(type, this.#table(type, where), orderBy(other))).slice(0, Number(most));
      },
      page: (list: ListSource, _info: GraphQLResolveInfo, where?: Where) => {
        permitted(this.scope, storedType(list.type()).allow);
        return this.#page(list, args, this.#table(list.type(), where));
      },
      node,
      nodes: (ids: string[], info: GraphQLResolveInfo) => Promise.all(ids.map((id) => node(id, info))),
    };
  }

  async field(parent: Row, source: Source, args: Args): Promise<unknown> {
    switch (source.kind) {
      case 'computed': {
        const allow = source.allow?.(args);
        if (allow) permitted(this.scope, allow);
        const columns = typeof source.columns === 'function' ? source.columns(args) : source.columns;
        const values: Record<string, unknown> = {};
        for (const [name, column] of Object.entries(columns)) {
          const sql = typeof column === 'string' ? `${row}."${column}"` : column(row);
          const { sql: from, values: key } = this.#parent(parent);
          const [read] = await this.query<{ v: string }>(
            `select json_build_array(${sql})::text as v from ${from}`,
            key,
          );
          values[name] = JSON.parse(read?.v ?? '[null]')[0];
        }
        return source.compute(values, args, { scope: this.scope, keyring: this.keyring, revealed: [] });
      }
      case 'one': {
        permitted(this.scope, storedType(source.type()).allow);
        const found = await this.#rows(source.type(), this.#related(parent, source.type(), source.on));
        if (found.length > 1) throw new Error(`one ${storedType(source.type()).name} of ${found.length}`);
        return found[0] ?? null;
      }
      case 'oneOf': {
        const { sql, values } = this.#parent(parent);
        const [column, id] = [source.noun, source.id].map((one) =>
          typeof one === 'string' ? `${row}."${one}"` : one(row),
        );
        const [named] = await this.query<{ noun: string; id: string }>(
          `select ${column}::text as noun, ${id} as id from ${sql}`,
          values,
        );
        const noun = source.nouns.find((each) => each === named?.noun);
        const type = noun && storedClassNamed(noun);
        if (!type) return null;
        permitted(this.scope, storedType(type).allow);
        const at: Where = ({ row: found, param }) => `${found}.id = ${param(named?.id)}`;
        return (await this.#rows(type, this.#table(type, at)))[0] ?? null;
      }
      case 'many':
        permitted(this.scope, storedType(source.type()).allow);
        return this.#rows(
          source.type(),
          this.#related(parent, source.type(), source.on),
          source.orderBy(other),
        );
      case 'connection': {
        if (source.allow) permitted(this.scope, source.allow);
        const list = source.list();
        permitted(this.scope, storedType(list.type()).allow);
        return this.#page(list, args, this.#related(parent, list.type(), source.on));
      }
    }
  }

  /** The row itself, under its name. */
  #parent({ type, key }: Row): From {
    const { table } = storedType(type);
    return { sql: `"${table}" ${row} where ${this.#key(table, row)} = $1`, values: [key] };
  }

  #related(parent: Row, type: Class, on: (one: string, two: string) => string): From {
    const { table } = storedType(parent.type);
    return {
      sql: `"${table}" ${row} join "${storedType(type).table}" ${other} on (${on(row, other)}) where ${this.#key(table, row)} = $1`,
      values: [parent.key],
    };
  }

  #table(type: Class, where?: Where): From {
    const values: unknown[] = [];
    const condition = where?.(this.#conditions(values)) ?? 'true';
    return { sql: `"${storedType(type).table}" ${other} where (${condition})`, values };
  }

  #key(table: string, of: string): string {
    return `json_build_array(${this.keys.get(table)?.map((column) => `${of}."${column}"`)})::text`;
  }

  #conditions(values: unknown[]): Conditions {
    const param = (value: unknown) => `$${values.push(value)}`;
    return { row: other, scope: this.scope, keyring: this.keyring, param };
  }

  async #rows(type: Class, from: From, orderBy?: string): Promise<Row[]> {
    const { table, name } = storedType(type);
    const rows = await this.query<{ key: string }>(
      `select ${this.#key(table, other)} as key from ${from.sql} ${orderBy ? `order by ${orderBy}` : ''}`,
      from.values,
    );
    return rows.map(({ key }) => ({ __typename: name, type, key }));
  }

  /** Keys of the rows that meet a condition. */
  async #where(
    list: ListSource,
    from: From,
    condition: (conditions: Conditions) => string,
  ): Promise<Set<string>> {
    const values = [...from.values];
    const sql = condition(this.#conditions(values));
    const narrowed = { sql: `${from.sql} and ${list.where?.(other) ?? 'true'} and (${sql})`, values };
    return new Set((await this.#rows(list.type(), narrowed)).map(({ key }) => key));
  }

  async #page(list: ListSource, args: Args, from: From) {
    const orders = (args.orderBy as string[] | null | undefined) ?? [];
    if (orders.length > 3) throw badInput(userError('TOO_MANY', 'orderBy', { limit: 3 }));
    const order = orders.length > 0 ? orders : Object.keys(list.orders).slice(0, 1);
    const terms = order.flatMap((name) => list.orders[name] ?? []);
    const cut = pageOf(order.join(), terms, args);
    let keys = await this.#where(list, from, () => 'true');
    if (args.filter) keys = await this.#filtered(list, from, keys, args.filter as Args);
    if (typeof args.search === 'string' && args.search.trim() && list.search)
      keys = intersection(keys, await this.#found(list, from, args.search.trim()));

    const { table } = storedType(list.type());
    const columns = [...terms.map(({ sql }) => sql), list.key].map(
      (sql) => `(${typeof sql === 'string' ? `${other}."${sql}"` : sql(other)})::text`,
    );
    const all = await this.query<Placed>(
      `select ${this.#key(table, other)} as key, array[${columns}] as place from ${from.sql} and ${list.where?.(other) ?? 'true'}`,
      from.values,
    );
    const rows = all.filter(({ key }) => keys.has(key));
    const page = cut(rows);
    const node = ({ key }: Placed): Row => ({
      __typename: storedType(list.type()).name,
      type: list.type(),
      key,
    });
    const sum = async (aggregate: Aggregate) => {
      const values = [...from.values, rows.map(({ key }) => key)];
      const [read] = await this.query<{ v: string }>(
        `select json_build_array(${aggregate.sql(other)})::text as v from ${from.sql} and ${this.#key(table, other)} = any ($${values.length}::text[])`,
        values,
      );
      return aggregate.compute(JSON.parse(read?.v ?? '[null]')[0]);
    };
    const sums = Object.entries(list.aggregates ?? {}).map(
      ([name, aggregate]) => [name, () => sum(aggregate)] as const,
    );
    return {
      totalCount: rows.length,
      aggregates: Object.fromEntries(sums),
      nodes: page.rows.map(node),
      edges: page.rows.map((one, at) => ({ cursor: page.cursors[at], node: node(one) })),
      pageInfo: page.pageInfo,
    };
  }

  async #filtered(list: ListSource, from: From, all: Set<string>, filter: Args): Promise<Set<string>> {
    let keys = await this.#where(list, from, (conditions) =>
      ['true', ...(list.filter?.(filter, conditions) ?? [])].map((sql) => `(${sql})`).join(' and '),
    );
    const inner = (nested: unknown) => this.#filtered(list, from, all, nested as Args);
    if (filter.and) for (const each of filter.and as unknown[]) keys = intersection(keys, await inner(each));
    if (filter.or) {
      const any = new Set<string>();
      for (const each of filter.or as unknown[]) for (const key of await inner(each)) any.add(key);
      keys = intersection(keys, any);
    }
    if (filter.not) {
      const without = await inner(filter.not);
      keys = new Set([...keys].filter((key) => !without.has(key)));
    }
    return intersection(all, keys);
  }

  async #found(list: ListSource, from: From, text: string): Promise<Set<string>> {
    const union = new Set<string>();
    const { branches = [] } = list.search?.(text, this.#conditions([])) ?? {};
    for (const at of branches.keys()) {
      const values = [...from.values];
      const search = list.search?.(text, this.#conditions(values));
      const { table } = storedType(list.type());
      const tables = Object.entries(search?.found ?? {}).map(([name, sql]) => `${other}_${name} as (${sql})`);
      const found = tables.length > 0 ? `with ${tables.join(', ')}` : '';
      const branch = `${found} select ${this.#key(table, other)} as key from ${from.sql}
        and ${list.where?.(other) ?? 'true'} and (${search?.branches[at]})`;
      const rows = await this.query<{ key: string }>(...withoutUnused(branch, values));
      for (const { key } of rows) {
        if (union.has(key)) throw new Error('a row is in two branches of a search');
        union.add(key);
      }
    }
    return union;
  }
}

/** A branch needn't use all values of its search, and PostgreSQL knows no type of those that it doesn't. */
function withoutUnused(sql: string, values: unknown[]): [string, unknown[]] {
  const used: unknown[] = [];
  const numbers = new Map<string, number>();
  const text = sql.replace(/\$(\d+)/g, (_, number: string) => {
    const known = numbers.get(number) ?? used.push(values[Number(number) - 1]);
    numbers.set(number, known);
    return `$${known}`;
  });
  return [text, used];
}

function intersection(one: Set<string>, two: Set<string>): Set<string> {
  return new Set([...one].filter((key) => two.has(key)));
}
