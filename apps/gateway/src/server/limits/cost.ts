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
  isLeafType,
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

/** Asking what there is: the answer is large, and made by walking all of the schema. */
const introspectionWeights: Readonly<Record<string, number>> = { __schema: 1_000, __type: 50 };
/** Ways in which the conditions of an operation may fall that are kept. */
const mostKept = 16;

interface Known {
  deciding: readonly string[];
  ways: Map<string, Amount>;
}

/**
 * What operations cost at most, by `@cost` and `@listSize`: an object 1 and a leaf nothing, unless the schema says
 * otherwise, each as often as it can come back; of an interface or union, the most expensive possible type. What doesn't
 * depend on variables is found out once for a document, and forgotten with it. What an answer has cost is counted while
 * it is written (`Written`).
 */
export class Costs {
  readonly #known = new WeakMap<OperationDefinitionNode, Known>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** What an operation costs at most with these variables. */
  of(document: DocumentNode, operation: OperationDefinitionNode, given: Variables): number {
    const variables = withDefaults(operation, given);
    const known = this.#known.get(operation) ?? { deciding: decidingVariables(document), ways: new Map() };
    this.#known.set(operation, known);
    const way = known.deciding.map((name) => (variables[name] ? '1' : '0')).join('');
    const cost = known.ways.get(way) ?? this.#laidOut(document, operation, known.deciding, variables);
    if (known.ways.size < mostKept) known.ways.set(way, cost);
    return Math.ceil(amountOf(cost, variables));
  }

  #laidOut(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    deciding: readonly string[],
    variables: Variables,
  ): Amount {
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

  operation({ operation, selectionSet }: OperationDefinitionNode): Amount {
    const root = this.schema.getRootType(operation);
    if (!root) return 0;
    return this.#fields(
      root,
      collectFields(this.schema, this.#fragments, this.conditions, root, selectionSet),
      1,
    );
  }

  /** The fields of an object; those that are as long as the object's own list are `size` long. */
  #fields(
    type: GraphQLObjectType,
    fields: Map<string, readonly FieldNode[]>,
    size: Amount,
    sized: readonly string[] = [],
  ): Amount {
    return sum(
      [...fields.values()].map((nodes) => {
        const name = nodes[0]?.name.value ?? '';
        const field = type.getFields()[name];
        if (field) return this.#field(field, nodes, sized.includes(name) ? size : undefined);
        return introspectionWeights[name] ?? 0;
      }),
    );
  }

  #field(
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    sizedAs: Amount | undefined,
  ): Amount {
    const own = weightOf(field, nodes);
    const type = getNamedType(field.type);
    if (isLeafType(type)) return own;
    const { listSize } = declaredOf(field);
    const length = sizedAs ?? (listSize ? lengthOf(listSize, nodes[0]?.arguments ?? []) : 1);
    const inner = this.#below(type, nodes, length, listSize?.sizedFields);
    const list = isListType(getNullableType(field.type));
    return sum([own, list ? times(length, sum([1, inner])) : inner]);
  }

  /** What an object of a type costs inside: the most of the types that it can be of. */
  #below(
    type: GraphQLNamedType,
    nodes: readonly FieldNode[],
    size: Amount,
    sized: readonly string[] | undefined,
  ): Amount {
    const possible = isAbstractType(type)
      ? this.schema.getPossibleTypes(type)
      : isObjectType(type)
        ? [type]
        : [];
    return largest(
      possible.map((one) => {
        const fields = collectSubfields(this.schema, this.#fragments, this.conditions, one, [...nodes]);
        return this.#fields(one, fields, size, sized);
      }),
    );
  }
}

/**
 * What one asking of a field costs by itself: its own weight and that of its arguments, and an object 1. The objects of a
 * list, and what is inside of objects, come on top.
 */
export function weightOf(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): Amount {
  const { cost } = declaredOf(field);
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
  const single = !isListType(getNullableType(field.type)) && !isLeafType(getNamedType(field.type));
  return sum([cost ? Number(cost.weight) : single ? 1 : 0, ...weighted]);
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
