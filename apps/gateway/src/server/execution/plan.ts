import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';

/** One field of a selection: under which key it is answered, and all places of the document that ask for it. */
export interface PlannedField {
  key: string;
  /** Undefined for `__typename`, and for the schema's own fields of the root. */
  field: GraphQLField<unknown, unknown> | undefined;
  nodes: readonly FieldNode[];
}

/**
 * An operation laid out: which fields, merged from all fragments, for which types. Nothing in it depends on who asks, or
 * on variables other than those of `@skip` and `@include`.
 */
export class Plan {
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly root: GraphQLObjectType;
  readonly fields: readonly PlannedField[];

  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    readonly operation: OperationDefinitionNode,
    private readonly variables: Record<string, unknown>,
  ) {
    this.fragments = fragmentsOf(document);
    const root = schema.getRootType(operation.operation);
    if (!root) throw new Error(`the schema has no ${operation.operation}`);
    this.root = root;
    const fields = collectFields(schema, this.fragments, variables, root, operation.selectionSet);
    this.fields = planned(root, fields);
  }

  /** What the nodes of a field ask of an object of a type that it gives, in the order of the answer. */
  below(type: GraphQLObjectType, nodes: readonly FieldNode[]): readonly PlannedField[] {
    return planned(type, collectSubfields(this.schema, this.fragments, this.variables, type, nodes));
  }
}

function planned(type: GraphQLObjectType, fields: Map<string, readonly FieldNode[]>): PlannedField[] {
  return [...fields].flatMap(([key, nodes]) => {
    const name = nodes[0]?.name.value ?? '';
    const field = type.getFields()[name];
    return field || name.startsWith('__') ? [{ key, field, nodes }] : [];
  });
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** Names of the variables that decide what a document selects. */
export function decidingVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
