import { DomainError } from '@kolony/domain/foundation/errors';
import { UnknownKeyError } from '@kolony/domain/foundation/keyring';
import { type FieldNode, GraphQLError, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { getArgumentValues } from 'graphql/execution/values.js';
import { permitted } from '../server/permitted.ts';
import { type Layout, LayoutPlace } from './layouts.ts';
import { pageProjection } from './page.ts';
import { type Decode, Row, type RowField, type RowLayout } from './row.ts';
import {
  type Class,
  columnSql,
  type Decoding,
  type ListSource,
  type Source,
  storedClassNamed,
  storedType,
} from './sources.ts';

/** A JSON expression in SQL, and what becomes of its parsed value: rows, lists and pages of them. */
export interface Projection {
  sql: string;
  decode: (raw: unknown, decoding: Decoding) => unknown;
}

/** A field as columns in SQL, and its value of these. */
interface Projected {
  columns: string[];
  decode: Decode;
}

/**
 * What the nodes of a field ask of a type. Each list of nodes belongs to one plan, which is made for the values of all
 * variables that decide on it, or to one execution.
 */
const selected = new WeakMap<
  readonly FieldNode[],
  Map<GraphQLObjectType, Map<string, readonly FieldNode[]>>
>();

/** PostgreSQL takes at most 100 arguments to a function. */
const chunkSize = 90;

/** One SQL statement in the making: its values and aliases, and the operation that it answers. */
export class Statement {
  readonly values: unknown[] = [];
  /** Whether it reads personal data in the clear: then it must be able to write to the audit log. */
  reveals = false;
  #aliases = 0;
  /** Set while a row is being laid out to be kept. */
  #laying = false;

  constructor(
    readonly info: GraphQLResolveInfo,
    readonly decoding: Decoding,
  ) {}

  param(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  alias(): string {
    return `t${this.#aliases++}`;
  }

  objectType(name: string): GraphQLObjectType {
    return this.info.schema.getType(name) as GraphQLObjectType;
  }

  subfields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Map<string, readonly FieldNode[]> {
    const byType = selected.get(nodes) ?? new Map<GraphQLObjectType, Map<string, readonly FieldNode[]>>();
    selected.set(nodes, byType);
    const { schema, fragments, variableValues } = this.info;
    const known = byType.get(type) ?? collectSubfields(schema, fragments, variableValues, type, nodes);
    byType.set(type, known);
    return known;
  }

  args(type: GraphQLObjectType, node: FieldNode): Record<string, unknown> {
    const field = type.getFields()[node.name.value];
    return field ? getArgumentValues(field, node, this.info.variableValues) : {};
  }

  /**
   * The selection on one row of a stored type, as a JSON array in SQL; a `Row` when decoded. How it is laid out is kept for
   * the next one, unless it holds values of its own: that is most of what a statement takes to make.
   */
  row(target: Class, row: string, nodes: readonly FieldNode[]): Projection {
    const place = this.#laying
      ? undefined
      : LayoutPlace.of(nodes, this.info, this.decoding, storedType(target).name, row, this.#aliases);
    const layout =
      place?.layout === undefined ? place && this.#layout(place, target, row, nodes) : place.layout;
    if (!layout) return this.#layOut(target, row, nodes);
    this.#aliases += layout.aliases;
    this.reveals ||= layout.reveals;
    return layout;
  }

  /**
   * Lays a row out to be kept: by a statement of its own, so that nothing of this request is kept along. Null when it
   * takes values.
   */
  #layout(place: LayoutPlace, target: Class, row: string, nodes: readonly FieldNode[]): Layout | null {
    const { scope, keyring } = this.decoding;
    const own = new Statement(
      { ...this.info, variableValues: place.variables },
      { scope, keyring, revealed: [] },
    );
    own.#aliases = this.#aliases;
    own.#laying = true;
    const projection = own.#layOut(target, row, nodes);
    const aliases = own.#aliases - this.#aliases;
    const layout = own.values.length > 0 ? null : { ...projection, aliases, reveals: own.reveals };
    place.keep(layout);
    return layout;
  }

  #layOut(target: Class, row: string, nodes: readonly FieldNode[]): Projection {
    const stored = storedType(target);
    const type = this.objectType(stored.name);
    const columns: string[] = [];
    const fields = new Map<string, RowField>();
    for (const [key, fieldNodes] of this.subfields(type, nodes)) {
      const [node] = fieldNodes;
      if (!node || node.name.value.startsWith('__')) continue;
      const source = stored.fields.get(node.name.value);
      if (!source) throw new Error(`${stored.name}.${node.name.value} says nowhere where it comes from`);
      const projected = this.#guarded(source, type, row, node, fieldNodes);
      const decode = guarded(`${stored.name}.${node.name.value}`, projected.decode);
      fields.set(key, { start: columns.length, decode });
      columns.push(...projected.columns);
    }
    const layout: RowLayout = { type: stored.name, fields };
    return {
      sql: jsonArray(columns),
      decode: (raw, decoding) => new Row(layout, flatten(raw as unknown[], columns.length), decoding),
    };
  }

  #guarded(
    source: Source,
    type: GraphQLObjectType,
    row: string,
    node: FieldNode,
    nodes: readonly FieldNode[],
  ): Projected {
    const refused = (error: GraphQLError) => ({ columns: [], decode: () => error });
    return this.#unlessRefused(() => this.#field(source, row, this.args(type, node), nodes), refused);
  }

  /** What was begun and then refused leaves no value behind: PostgreSQL takes none that nothing says the type of. */
  #unlessRefused<Made>(make: () => Made, refused: (error: GraphQLError) => Made): Made {
    const given = this.values.length;
    try {
      return make();
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.values.length = given;
      return refused(error);
    }
  }

  #field(source: Source, row: string, args: Record<string, unknown>, nodes: readonly FieldNode[]): Projected {
    switch (source.kind) {
      case 'computed': {
        const allow = source.allow?.(args) ?? 'ANYONE';
        if (allow !== 'ANYONE') {
          permitted(this.decoding.scope, allow);
          this.reveals = true;
        }
        const columns = typeof source.columns === 'function' ? source.columns(args) : source.columns;
        const names = Object.keys(columns);
        const { single: decodeOne } = source;
        if (decodeOne) {
          const sql = Object.values(columns).map((column) => columnSql(column, row));
          return { columns: sql, decode: (values, start) => decodeOne(values[start]) };
        }
        return {
          columns: Object.values(columns).map((column) => columnSql(column, row)),
          decode: (values, start, decoding) => {
            const read: Record<string, unknown> = {};
            for (let n = 0; n < names.length; n++) read[names[n] ?? ''] = values[start + n];
            return source.compute(read, args, decoding);
          },
        };
      }
      case 'one':
        return single(this.#one(source, row, nodes));
      case 'many':
        return single(this.#many(source, row, nodes));
      case 'oneOf':
        return single(this.#oneOf(source, row, nodes));
      case 'connection':
        if (source.allow) permitted(this.decoding.scope, source.allow);
        return single(this.page(source.list(), args, nodes, (other) => source.on(row, other)));
    }
  }

  #one(source: Extract<Source, { kind: 'one' }>, row: string, nodes: readonly FieldNode[]): Projection {
    const other = this.alias();
    const target = this.#readable(source.type());
    const projection = this.row(source.type(), other, nodes);
    return {
      sql: `(select ${projection.sql} from "${target.table}" ${other} where ${source.on(row, other)} limit 1)`,
      decode: (raw, decoding) => (raw === null ? null : projection.decode(raw, decoding)),
    };
  }

  /** Whichever it is, with the noun beside it: the others are not looked for. */
  #oneOf(source: Extract<Source, { kind: 'oneOf' }>, row: string, nodes: readonly FieldNode[]): Projection {
    const id = columnSql(source.id, row);
    const decoders = new Map<unknown, Projection['decode']>();
    const cases = source.nouns.map((noun) => {
      const type = storedClassNamed(noun);
      if (!type) throw new Error(`${noun} is not stored`);
      const one = this.#unlessRefused<Projection>(
        () =>
          this.#one({ kind: 'one', type: () => type, on: (_, other) => `${other}.id = ${id}` }, row, nodes),
        (error) => ({ sql: 'null', decode: () => error }),
      );
      decoders.set(noun, one.decode);
      return `when '${noun}' then json_build_array('${noun}', ${one.sql})`;
    });
    return {
      sql: `(case ${columnSql(source.noun, row)} ${cases.join(' ')} end)`,
      decode: (raw, decoding) => {
        const [noun, one] = (raw ?? []) as unknown[];
        return decoders.get(noun)?.(one, decoding) ?? null;
      },
    };
  }

  #many(source: Extract<Source, { kind: 'many' }>, row: string, nodes: readonly FieldNode[]): Projection {
    const other = this.alias();
    const target = this.#readable(source.type());
    const projection = this.row(source.type(), other, nodes);
    const orderBy = source.orderBy(other);
    return {
      sql: `(select coalesce(json_agg(${projection.sql} order by ${orderBy}), '[]') from "${target.table}" ${other} where ${source.on(row, other)})`,
      decode: (raw, decoding) => (raw as unknown[]).map((one) => projection.decode(one, decoding)),
    };
  }

  /** A page of a list, with only what the selection asks of it. */
  page(
    list: ListSource,
    args: Record<string, unknown>,
    nodes: readonly FieldNode[],
    on?: (row: string) => string,
  ): Projection {
    this.#readable(list.type());
    return pageProjection(this, list, args, nodes, on);
  }

  #readable(target: Class) {
    const stored = storedType(target);
    permitted(this.decoding.scope, stored.allow);
    return stored;
  }
}

/** One value that can't be read is the error of its field, and leaves the rest of the row and the list as they are. */
function guarded(field: string, decode: Decode): Decode {
  return (values, start, decoding) => {
    try {
      return decode(values, start, decoding);
    } catch (cause) {
      // A key that another process has made is fetched, and all of it read again.
      if (cause instanceof UnknownKeyError) throw cause;
      const error = new Error(`${field} cannot be read`, { cause });
      return cause instanceof DomainError
        ? new DomainError(cause.code, cause.params, { cause: error })
        : error;
    }
  };
}

function single(projection: Projection): Projected {
  return {
    columns: [projection.sql],
    decode: (values, start, decoding) => projection.decode(values[start], decoding),
  };
}

function jsonArray(columns: string[]): string {
  if (columns.length <= chunkSize) return `json_build_array(${columns.join(', ')})`;
  const chunks: string[] = [];
  for (let at = 0; at < columns.length; at += chunkSize) {
    chunks.push(`json_build_array(${columns.slice(at, at + chunkSize).join(', ')})`);
  }
  return jsonArray(chunks);
}

function flatten(raw: unknown[], count: number): unknown[] {
  let values = raw;
  for (let size = count; size > chunkSize; size = Math.ceil(size / chunkSize)) values = values.flat(1);
  return values;
}
