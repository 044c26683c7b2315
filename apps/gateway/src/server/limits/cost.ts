import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { largestSize } from '../../reading/page.ts';
import { decidingVariables } from '../execution/plan.ts';
import {
  type Amount,
  amountOf,
  fromArgument,
  largest,
  sum,
  times,
  type Variables,
  withDefaults,
} from './amounts.ts';
import { declaredOf } from './declare-costs.ts';

/** The cost of a whole operation, and of an answer to it. */
export interface OperationCost {
  /** What it costs at most with these variables. */
  requested(variables: Variables): number;
  /** What the answer that came back has cost. */
  actual(data: unknown, variables: Variables): number;
}

/** The cost of a field where it stands: before it is asked, for so many rows around it, and of what it gave. */
interface Counted {
  key: string;
  requested: Amount;
  /** A number for what costs the same whatever it gave: most fields, and most of what answers are counted by. */
  actual: number | ((value: unknown, variables: Variables) => number);
}

/** Asking what there is: the answer is large, and made by walking all of the schema. */
const introspectionWeights: Readonly<Record<string, number>> = { __schema: 1_000, __type: 50 };
/** Ways in which the conditions of an operation may fall that are kept. */
const mostKept = 16;

interface Known {
  deciding: readonly string[];
  ways: Map<string, OperationCost>;
}

/**
 * What operations cost, by `@cost` and `@listSize`: an object 1 and a leaf nothing, unless the schema says otherwise, each
 * as often as it can come back; of an interface or union, the most expensive possible type. What doesn't depend on
 * variables is found out once for a document, and forgotten with it.
 */
export class Costs {
  readonly #known = new WeakMap<OperationDefinitionNode, Known>();

  constructor(private readonly schema: GraphQLSchema) {}

  of(document: DocumentNode, operation: OperationDefinitionNode, given: Variables) {
    const variables = withDefaults(operation, given);
    const known = this.#known.get(operation) ?? { deciding: decidingVariables(document), ways: new Map() };
    this.#known.set(operation, known);
    const way = known.deciding.map((name) => (variables[name] ? '1' : '0')).join('');
    const cost = known.ways.get(way) ?? this.#laidOut(document, operation, known.deciding, variables);
    if (known.ways.size < mostKept) known.ways.set(way, cost);
    return {
      requested: Math.ceil(cost.requested(variables)),
      actual: (data: unknown) => Math.ceil(cost.actual(data, variables)),
    };
  }

  #laidOut(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    deciding: readonly string[],
    variables: Variables,
  ): OperationCost {
    const conditions = Object.fromEntries(deciding.map((name) => [name, Boolean(variables[name])]));
    const layout = new Layout(this.schema, document, conditions);
    return layout.operation(operation);
  }
}

class Layout {
  readonly #fragments: Record<string, FragmentDefinitionNode> = Object.create(null);

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly conditions: Record<string, boolean>,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[definition.name.value] = definition;
    }
  }

  operation({ operation, selectionSet }: OperationDefinitionNode): OperationCost {
    const root = this.schema.getRootType(operation);
    if (!root) return { requested: () => 0, actual: () => 0 };
    const fields = collectFields(this.schema, this.#fragments, this.conditions, root, selectionSet);
    const counted = this.#fields(root, fields, 1);
    const requested = sum(counted.map((field) => field.requested));
    return {
      requested: (variables) => amountOf(requested, variables),
      actual: (data, variables) => actualOf(counted, data, variables),
    };
  }

  /** The fields of an object; those that are as long as the object's own list are `size` long. */
  #fields(
    type: GraphQLObjectType,
    fields: Map<string, readonly FieldNode[]>,
    size: Amount,
    sized: readonly string[] = [],
  ): Counted[] {
    return [...fields].flatMap(([key, nodes]) => {
      const name = nodes[0]?.name.value ?? '';
      const field = type.getFields()[name];
      if (field) return this.#field(key, field, nodes, sized.includes(name) ? size : undefined) ?? [];
      const weight = introspectionWeights[name];
      return weight ? [{ key, requested: weight, actual: weight }] : [];
    });
  }

  /** Undefined for what costs nothing. */
  #field(
    key: string,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    sizedAs: Amount | undefined,
  ): Counted | undefined {
    const { cost, listSize } = declaredOf(field);
    const type = getNamedType(field.type);
    const composite = isObjectType(type) || isAbstractType(type);
    const list = isListType(getNullableType(field.type));
    const args = nodes[0]?.arguments ?? [];
    const weighted = field.args.flatMap((arg) => {
      const weight = declaredOf(arg).cost?.weight;
      const node = args.find(({ name }) => name.value === arg.name);
      if (!weight || !node) return [];
      return [
        fromArgument(node, (value) =>
          value === undefined || value === null || value === false ? 0 : Number(weight),
        ),
      ];
    });
    const own = cost ? Number(cost.weight) : composite && !list ? 1 : 0;
    const base = sum([own, ...weighted]);
    if (!composite) {
      if (base === 0) return undefined;
      return {
        key,
        requested: base,
        actual: typeof base === 'number' ? base : (_value, given) => base(given),
      };
    }
    const length = sizedAs ?? (listSize ? lengthOf(listSize, args) : 1);
    const { requested: inner, below } = this.#below(type, nodes, length, listSize?.sizedFields);
    const requested = list ? sum([base, times(length, sum([1, inner]))]) : sum([base, inner]);
    if (!list && below.length === 0 && typeof base === 'number') return { key, requested, actual: base };
    const actual: Counted['actual'] = (value, variables) => {
      let total = amountOf(base, variables);
      if (!Array.isArray(value)) return total + actualOf(below, value, variables);
      total += value.length;
      if (below.length > 0) for (const item of value) total += actualOf(below, item, variables);
      return total;
    };
    return { key, requested, actual };
  }

  /** What the objects of a type cost inside: the most of the types that they can be of. */
  #below(
    type: GraphQLNamedType,
    nodes: readonly FieldNode[],
    size: Amount,
    sized: readonly string[] | undefined,
  ): { requested: Amount; below: Counted[] } {
    const possible = isAbstractType(type)
      ? this.schema.getPossibleTypes(type)
      : isObjectType(type)
        ? [type]
        : [];
    const amounts: Amount[] = [];
    const below = new Map<string, Counted>();
    for (const one of possible) {
      const fields = collectSubfields(this.schema, this.#fragments, this.conditions, one, [...nodes]);
      const counted = this.#fields(one, fields, size, sized);
      amounts.push(sum(counted.map(({ requested }) => requested)));
      for (const field of counted) {
        const other = below.get(field.key);
        below.set(field.key, other ? { ...field, actual: larger(other.actual, field.actual) } : field);
      }
    }
    return { requested: largest(amounts), below: [...below.values()] };
  }
}

/** Types may give different fields one key, and answers don't say which type came back: the dearer counts. */
function larger(one: Counted['actual'], other: Counted['actual']): Counted['actual'] {
  if (typeof one === 'number' && typeof other === 'number') return Math.max(one, other);
  const of = (actual: Counted['actual'], value: unknown, variables: Variables) =>
    typeof actual === 'number' ? actual : actual(value, variables);
  return (value, variables) => Math.max(of(one, value, variables), of(other, value, variables));
}

/** What the fields of an object that came back have cost; of an interface, those that its type has. */
function actualOf(fields: readonly Counted[], value: unknown, variables: Variables): number {
  if (typeof value !== 'object' || value === null) return 0;
  const object = value as Record<string, unknown>;
  let total = 0;
  for (const { key, actual } of fields) {
    const given = object[key];
    if (given === undefined) continue;
    total += typeof actual === 'number' ? actual : actual(given, variables);
  }
  return total;
}

function lengthOf(
  { assumedSize, slicingArguments = [] }: { assumedSize: number; slicingArguments?: readonly string[] },
  args: NonNullable<FieldNode['arguments']>,
): Amount {
  const slices = slicingArguments.flatMap((name) => args.find((arg) => arg.name.value === name) ?? []);
  if (slices.length === 0) return assumedSize;
  const given = slices.map((node) => fromArgument(node, slice));
  const said = largest(given);
  if (typeof said === 'number') return said > 0 ? said : assumedSize;
  return (variables) => said(variables) || assumedSize;
}

/** A larger page is refused by reading it; a smaller one than one is, too. */
function slice(value: unknown): number {
  if (Array.isArray(value)) return Math.max(1, value.length);
  if (typeof value !== 'number' || Number.isNaN(value)) return 0;
  return Math.min(largestSize, Math.max(1, value));
}
