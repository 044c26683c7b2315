import { UnknownKeyError } from '@kolony/domain/foundation/keyring';
import {
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
} from 'graphql';
import { Row, type RowField, type RowLayout } from '../../reading/row.ts';
import { amountOf, sum } from '../limits/amounts.ts';
import { weightOf } from '../limits/cost.ts';
import { bytesOf, type JsonText } from './json-text.ts';
import { leafWriter } from './leaves.ts';
import type { Plan, PlannedField } from './plan.ts';

/** Where a value stands in the answer. */
export interface Place {
  readonly prev: Place | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

type Source = Record<string, unknown>;

/** One answering of an operation: what it is written to, what is told a field that has to ask for its value. */
export interface Answering {
  readonly out: JsonText;
  readonly errors: GraphQLError[];
  readonly variables: Record<string, unknown>;
  /** What the answer has cost so far. */
  cost: number;
  resolve(source: Source, parent: GraphQLObjectType, planned: PlannedField, place: Place): unknown;
}

/** Done now, or later: then nothing else may be written before. */
type Late = Promise<void> | undefined;

/** Writes the answer of a value. Throws what is wrong with it, or `nulled` when that is noted already. */
type Write = (value: unknown, place: Place | undefined, answering: Answering) => Late;

/** A field that must have a value has none, and the error of that is noted: what holds the field becomes null. */
const nulled = Symbol('nulled');
/** Writes one field of an object, of what was read of a row or of a plain object. */
interface FieldWriter {
  key: string;
  label: Uint8Array;
  write(
    source: Row | Source,
    read: RowField | undefined,
    prev: Place | undefined,
    answering: Answering,
  ): Late;
}

const openList = bytesOf('[');
const closeList = bytesOf(']');
const openObject = bytesOf('{');
const closeObject = bytesOf('}');

/**
 * How values that are there become answers: leaves serialised, selections applied, nulls and errors placed as the
 * specification of GraphQL has them (6.4.3 Value Completion, 6.4.4 Handling Execution Errors), and written as JSON at
 * once, in the order of the document. Laid out once for a plan. Fields that are asked for a value of their own
 * (`resolved`) give promises; what follows them waits.
 */
export class Completer {
  readonly #objects = new Map<readonly FieldNode[], Map<GraphQLObjectType, Write>>();

  constructor(private readonly plan: Plan) {}

  /** Writes the whole of an operation: all fields of its root ask for their values. */
  root(): (answering: Answering) => Late {
    const { root, fields } = this.plan;
    const write = this.#object(
      fields.map((planned, at) => this.#field(root, planned, at, true)),
      fields,
    );
    return (answering) => write({}, undefined, answering);
  }

  #ofType(type: GraphQLOutputType, parent: GraphQLObjectType, planned: PlannedField): Write {
    const required = isNonNullType(type);
    const present = this.#ofPresent(required ? type.ofType : type, parent, planned);
    const writeLater = (value: Promise<unknown>, place: Place | undefined, answering: Answering) =>
      value.then((late) => write(late, place, answering));
    const write: Write = (value, place, answering) => {
      if (value === null || value === undefined) {
        if (required)
          throw new Error(`Cannot return null for non-nullable field ${parent.name}.${planned.field?.name}.`);
        answering.out.null();
        return undefined;
      }
      if (value instanceof Promise) return writeLater(value, place, answering);
      if (value instanceof Error) throw value;
      return present(value, place, answering);
    };
    return write;
  }

  #ofPresent(type: GraphQLOutputType, parent: GraphQLObjectType, planned: PlannedField): Write {
    if (isListType(type)) return this.#ofList(type.ofType, parent, planned);
    if (isLeafType(type)) {
      const write = leafWriter(type);
      return (value, _place, { out }) => {
        write(value, out);
        return undefined;
      };
    }
    if (isObjectType(type)) return this.#ofObject(type, planned.nodes);
    return (value, place, answering) => {
      const name = value instanceof Row ? value.layout.type : String(value);
      const concrete = this.plan.schema.getType(name);
      if (!isObjectType(concrete)) throw new Error(`'${name}' is no type of objects`);
      return this.#ofObject(concrete, planned.nodes)(value, place, answering);
    };
  }

  #ofList(type: GraphQLOutputType, parent: GraphQLObjectType, planned: PlannedField): Write {
    const write = this.#ofType(type, parent, planned);
    const composite = !isLeafType(getNamedType(type));
    const failed = (error: unknown, place: Place, begun: number, answering: Answering) =>
      failure(error, type, planned.nodes, place, begun, answering);
    // Apart, since what a function of its own needs is put aside whether it comes to that or not.
    const fromNext = (
      late: Promise<void>,
      place: Place & { key: number },
      begun: number,
      items: unknown[],
      answering: Answering,
    ) =>
      late
        .catch((error: unknown) => failed(error, place, begun, answering))
        .then(() => from(place.key + 1, items, place.prev, answering));
    const from = (first: number, items: unknown[], prev: Place | undefined, answering: Answering): Late => {
      const { out } = answering;
      for (let key = first; key < items.length; key++) {
        if (key > 0) out.comma();
        const place = { prev, key, typename: undefined };
        const begun = out.length;
        let late: Late;
        try {
          late = write(items[key], place, answering);
        } catch (error) {
          failed(error, place, begun, answering);
        }
        if (late) return fromNext(late, place, begun, items, answering);
      }
      out.raw(closeList);
      return undefined;
    };
    return (value, prev, answering) => {
      if (!Array.isArray(value)) {
        throw new GraphQLError(
          `Expected Iterable, but did not find one for field "${parent.name}.${planned.field?.name}".`,
        );
      }
      if (composite) answering.cost += value.length;
      answering.out.raw(openList);
      return from(0, value, prev, answering);
    };
  }

  #ofObject(type: GraphQLObjectType, nodes: readonly FieldNode[]): Write {
    const byType = this.#objects.get(nodes) ?? new Map<GraphQLObjectType, Write>();
    this.#objects.set(nodes, byType);
    const known = byType.get(type) ?? this.#fields(type, nodes);
    byType.set(type, known);
    return known;
  }

  #fields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Write {
    const planned = this.plan.below(type, nodes);
    return this.#object(
      planned.map((one, at) => this.#field(type, one, at)),
      planned,
    );
  }

  #object(fields: readonly FieldWriter[], planned: readonly PlannedField[]): Write {
    const weight = sum(planned.map(({ field, nodes }) => (field ? weightOf(field, nodes) : 0)));
    const fromNext = (
      late: Promise<void>,
      at: number,
      source: Row | Source,
      reads: readonly (RowField | undefined)[],
      place: Place | undefined,
      answering: Answering,
    ) => late.then(() => from(at + 1, source, reads, place, answering));
    const from = (
      first: number,
      source: Row | Source,
      reads: readonly (RowField | undefined)[],
      place: Place | undefined,
      answering: Answering,
    ): Late => {
      const { out } = answering;
      for (let at = first; at < fields.length; at++) {
        const { label, write } = fields[at] as FieldWriter;
        out.raw(label);
        const late = write(source, reads[at], place, answering);
        if (late) return fromNext(late, at, source, reads, place, answering);
      }
      out.raw(closeObject);
      return undefined;
    };
    // The rows of an answer are mostly of one layout.
    let layout: RowLayout | undefined;
    let reads: (RowField | undefined)[] = [];
    return (value, place, answering) => {
      answering.cost += amountOf(weight, answering.variables);
      answering.out.raw(openObject);
      if (value instanceof Row && value.layout !== layout) {
        layout = value.layout;
        reads = readsOf(layout, fields);
      }
      return from(0, value as Row | Source, reads, place, answering);
    };
  }

  #field(parent: GraphQLObjectType, planned: PlannedField, at: number, asks = false): FieldWriter {
    const { key, field, nodes } = planned;
    const label = bytesOf(`${at > 0 ? ',' : ''}${JSON.stringify(key)}:`);
    const typename = parent.name;
    if (!field) {
      const name = bytesOf(JSON.stringify(typename));
      const write: FieldWriter['write'] = (_source, _read, _prev, { out }) => {
        out.raw(name);
        return undefined;
      };
      return { key, label, write };
    }
    const { type, extensions } = field;
    // What a statement has read stands under the key of the answer; in plain objects, under the name of the field.
    const from = extensions.read ? key : field.name;
    const resolved = asks || extensions.resolved === true;
    const leaf = isLeafType(getNullableType(type)) && !resolved;
    const inner = this.#ofType(type, parent, planned);
    const failed = (error: unknown, prev: Place | undefined, begun: number, answering: Answering) =>
      failure(error, type, nodes, { prev, key, typename }, begun, answering);
    const failedLater = (late: Promise<void>, prev: Place | undefined, begun: number, answering: Answering) =>
      late.catch((error: unknown) => failed(error, prev, begun, answering));
    const write: FieldWriter['write'] = (source, read, prev, answering) => {
      const begun = answering.out.length;
      try {
        // A leaf needs its place only when it fails.
        const place = leaf ? prev : { prev, key, typename };
        const value = resolved
          ? answering.resolve(source as Source, parent, planned, place as Place)
          : source instanceof Row
            ? read?.decode(source.values, read.start, source.decoding)
            : source[from];
        const late = inner(value, place, answering);
        return late && failedLater(late, prev, begun, answering);
      } catch (error) {
        return failed(error, prev, begun, answering);
      }
    };
    return { key, label, write };
  }
}

function readsOf({ fields: known }: RowLayout, fields: readonly FieldWriter[]): (RowField | undefined)[] {
  return fields.map(({ key }) => known.get(key));
}

/** Notes what is wrong with a value. It is null then, or what holds it is. */
function failure(
  error: unknown,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  place: Place,
  begun: number,
  { errors, out }: Answering,
): undefined {
  // No fault of the value: all is written again when the key is there.
  if (error instanceof UnknownKeyError) throw error;
  out.cut(begun);
  if (error !== nulled) errors.push(locatedError(error, nodes, pathTo(place)));
  if (isNonNullType(type)) throw nulled;
  out.null();
  return undefined;
}

function pathTo(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at; at = at.prev) path.push(at.key);
  return path.reverse();
}
