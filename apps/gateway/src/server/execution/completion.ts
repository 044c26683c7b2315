import {
  type FieldNode,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
} from 'graphql';
import { concreteType } from '../../reading/statement.ts';
import type { Plan, PlannedField } from './plan.ts';

/** Where a value stands in the answer. */
export interface Place {
  readonly prev: Place | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

type Source = Record<string, unknown>;

/** One answering of an operation: what is told a field that has to ask for its value, and the errors so far. */
export interface Answering {
  readonly errors: GraphQLError[];
  resolve(source: Source, parent: GraphQLObjectType, planned: PlannedField, place: Place): unknown;
}

/** Makes the answer of a value. Throws what is wrong with it, or `Nulled` when that is noted already. */
type Complete = (value: unknown, place: Place, answering: Answering) => unknown;

/** A field that must have a value has none, and the error of that is noted: what holds the field becomes null. */
const nulled = Symbol('nulled');

/**
 * How values that are there become answers: leaves serialised, selections applied, nulls and errors placed as the
 * specification of GraphQL has them (6.4.3 Value Completion, 6.4.4 Handling Execution Errors). Laid out once for a plan.
 * Synchronous, but for fields that are asked for a value of their own (`resolved`): those give promises.
 */
export class Completer {
  readonly #objects = new Map<readonly FieldNode[], Map<GraphQLObjectType, Complete>>();

  constructor(private readonly plan: Plan) {}

  /** Completes one field of the root: its value, or the error in its place. */
  root(planned: PlannedField): (value: () => unknown, answering: Answering) => unknown {
    const { field, nodes, key } = planned;
    if (!field) return () => this.plan.root.name;
    const complete = this.#ofType(field.type, this.plan.root, planned);
    const place = { prev: undefined, key, typename: this.plan.root.name };
    return (value, answering) => {
      const failed = (error: unknown) => failure(error, field.type, nodes, place, answering);
      try {
        return settled(complete(value(), place, answering), failed);
      } catch (error) {
        return failed(error);
      }
    };
  }

  #ofType(type: GraphQLOutputType, parent: GraphQLObjectType, planned: PlannedField): Complete {
    if (isNonNullType(type)) {
      const complete = this.#ofType(type.ofType, parent, planned);
      const orMissing = (value: unknown) => {
        if (value !== null) return value;
        throw new Error(`Cannot return null for non-nullable field ${parent.name}.${planned.field?.name}.`);
      };
      return (value, place, answering) => {
        const completed = complete(value, place, answering);
        return completed instanceof Promise ? completed.then(orMissing) : orMissing(completed);
      };
    }
    const present = this.#ofPresent(type, parent, planned);
    const complete: Complete = (value, place, answering) => {
      if (value === null || value === undefined) return null;
      if (typeof value !== 'object') return present(value, place, answering);
      if (value instanceof Promise) return value.then((late) => complete(late, place, answering));
      if (value instanceof Error) throw value;
      return present(value, place, answering);
    };
    return complete;
  }

  #ofPresent(type: GraphQLOutputType, parent: GraphQLObjectType, planned: PlannedField): Complete {
    if (isListType(type)) return this.#ofList(type.ofType, parent, planned);
    if (isLeafType(type)) return (value) => serialized(type, value);
    if (isObjectType(type)) return this.#ofObject(type, planned.nodes);
    return (value, place, answering) => {
      const name = String((value as Record<symbol, unknown>)[concreteType]);
      const concrete = this.plan.schema.getType(name);
      if (!isObjectType(concrete)) throw new Error(`'${name}' is no type of objects`);
      return this.#ofObject(concrete, planned.nodes)(value, place, answering);
    };
  }

  #ofList(type: GraphQLOutputType, parent: GraphQLObjectType, planned: PlannedField): Complete {
    const complete = this.#ofType(type, parent, planned);
    const failed = (error: unknown, place: Place, answering: Answering) =>
      failure(error, type, planned.nodes, place, answering);
    return (value, prev, answering) => {
      if (!Array.isArray(value)) {
        throw new GraphQLError(
          `Expected Iterable, but did not find one for field "${parent.name}.${planned.field?.name}".`,
        );
      }
      let late = false;
      const items = value.map((item: unknown, key) => {
        const place = { prev, key, typename: undefined };
        try {
          const completed = complete(item, place, answering);
          if (!(completed instanceof Promise)) return completed;
          late = true;
          return completed.catch((error: unknown) => failed(error, place, answering));
        } catch (error) {
          return failed(error, place, answering);
        }
      });
      return late ? Promise.all(items) : items;
    };
  }

  #ofObject(type: GraphQLObjectType, nodes: readonly FieldNode[]): Complete {
    const byType = this.#objects.get(nodes) ?? new Map<GraphQLObjectType, Complete>();
    this.#objects.set(nodes, byType);
    const known = byType.get(type) ?? this.#fields(type, nodes);
    byType.set(type, known);
    return known;
  }

  #fields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Complete {
    const fields = this.plan.below(type, nodes).map((planned) => this.#field(type, planned));
    const hasProto = fields.some(({ key }) => key === '__proto__');
    return (value, place, answering) => {
      // Callers choose the keys; and an object without a prototype is slow.
      const object: Source = hasProto ? Object.create(null) : {};
      let late: Promise<void>[] | undefined;
      for (const { key, complete } of fields) {
        const completed = complete(value as Source, place, answering);
        object[key] = completed;
        if (!(completed instanceof Promise)) continue;
        late ??= [];
        late.push(
          completed.then((there: unknown) => {
            object[key] = there;
          }),
        );
      }
      return late ? Promise.all(late).then(() => object) : object;
    };
  }

  #field(
    parent: GraphQLObjectType,
    planned: PlannedField,
  ): { key: string; complete: (source: Source, place: Place, answering: Answering) => unknown } {
    const { key, field, nodes } = planned;
    if (!field) return { key, complete: () => parent.name };
    const { type, extensions } = field;
    const typename = parent.name;
    // What a statement has read stands under the key of the answer; in plain objects, under the name of the field.
    const at = extensions.read ? key : field.name;
    const inner = this.#ofType(type, parent, planned);
    const leaf = isLeafType(isNonNullType(type) ? type.ofType : type);
    const failed = (error: unknown, prev: Place, answering: Answering) =>
      failure(error, type, nodes, { prev, key, typename }, answering);
    if (extensions.resolved) {
      const complete = (source: Source, prev: Place, answering: Answering) => {
        const place = { prev, key, typename };
        try {
          const value = inner(answering.resolve(source, parent, planned, place), place, answering);
          return settled(value, (error) => failed(error, prev, answering));
        } catch (error) {
          return failed(error, prev, answering);
        }
      };
      return { key, complete };
    }
    // Once for every value of an answer: nothing is made here that isn't part of it.
    const complete = (source: Source, prev: Place, answering: Answering) => {
      try {
        // A leaf needs its place only when it fails.
        const completed = inner(source[at], leaf ? prev : { prev, key, typename }, answering);
        if (!(completed instanceof Promise)) return completed;
        return completed.catch((error: unknown) => failed(error, prev, answering));
      } catch (error) {
        return failed(error, prev, answering);
      }
    };
    return { key, complete };
  }
}

function serialized(type: GraphQLLeafType, value: unknown): unknown {
  const answer: unknown = type.serialize(value);
  if (answer === null || answer === undefined) {
    throw new Error(
      `Expected \`${type.name}.serialize(${value})\` to return non-nullable value, returned: ${answer}`,
    );
  }
  return answer;
}

/** A value that is there, or will be: then with what becomes of its failure. */
function settled(value: unknown, failed: (error: unknown) => unknown): unknown {
  return value instanceof Promise ? value.catch(failed) : value;
}

/** Notes what is wrong with a value. It is null then, or what holds it is. */
function failure(
  error: unknown,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  place: Place,
  { errors }: Answering,
): null {
  if (error !== nulled) errors.push(locatedError(error, nodes, pathTo(place)));
  if (isNonNullType(type)) throw nulled;
  return null;
}

function pathTo(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at; at = at.prev) path.push(at.key);
  return path.reverse();
}
