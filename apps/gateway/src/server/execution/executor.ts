import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js';
import type { Context } from '../context.ts';
import { type Answering, Completer, type Place } from './completion.ts';
import { decidingVariables, Plan, type PlannedField } from './plan.ts';

/** An operation to be executed, parsed and valid. */
export interface Operation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
}

/** An operation made ready: what can be found out about it before its values are there. */
interface Ready {
  plan: Plan;
  roots: { planned: PlannedField; complete: ReturnType<Completer['root']> }[];
}

interface Known {
  /** Names of the variables that decide what is selected. */
  deciding: readonly string[];
  ready: Map<string, Ready>;
}

/** What of one operation is kept: one for each way in which its conditions fall. */
const mostKept = 16;

/**
 * Executes operations the way this schema is made: fields of the root (and few of payloads) have a resolver, all others
 * are there when it has answered. So an operation is laid out once, by type and selection, and its answers are completed
 * by what was laid out. It is forgotten together with its document. Introspection is left to graphql-js.
 */
export class Executor {
  readonly #known = new WeakMap<OperationDefinitionNode, Known>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** Whether an operation does nothing but read stored types: every field of its root is one statement. */
  onlyReads(request: Operation): boolean {
    const { document, operation } = request;
    if (operation.operation !== 'query') return false;
    // With their defaults: some decide what is selected.
    const { coerced } = this.#variables(request);
    if (!coerced) return false;
    const { plan } = this.#ready(document, operation, coerced);
    return plan.fields.every(
      ({ field, nodes }) =>
        field?.extensions.reads === true || (field === undefined && !isIntrospection(nodes[0]?.name.value)),
    );
  }

  /** Whether an operation asks for the schema. */
  introspects(request: Operation): boolean {
    const { coerced } = this.#variables(request);
    if (!coerced) return false;
    const { plan } = this.#ready(request.document, request.operation, coerced);
    return plan.fields.some(({ nodes }) => isIntrospection(nodes[0]?.name.value));
  }

  async execute(request: Operation, context: Context): Promise<ExecutionResult> {
    const { document, operation } = request;
    const { coerced, errors } = this.#variables(request);
    if (!coerced) return { errors: errors ?? [] };
    const { plan, roots } = this.#ready(document, operation, coerced);
    if (roots.some(({ planned: { nodes } }) => isIntrospection(nodes[0]?.name.value))) {
      return execute({
        schema: this.schema,
        document,
        operationName: operation.name?.value ?? null,
        variableValues: request.variables,
        contextValue: context,
      });
    }
    const found: GraphQLError[][] = [];
    const data: Record<string, unknown> = Object.create(null);
    const pending: Promise<void>[] = [];
    for (const [at, { planned, complete }] of roots.entries()) {
      const answering = new Asked(plan, coerced, context);
      found[at] = answering.errors;
      const answer = complete(() => answering.root(planned), answering);
      // In its place, whichever is ready first.
      data[planned.key] = null;
      const put = async () => {
        data[planned.key] = await answer;
      };
      if (operation.operation === 'mutation') await put();
      else pending.push(put());
    }
    await Promise.all(pending);
    const all = found.flat();
    return all.length > 0 ? { data, errors: all } : { data };
  }

  #variables({ operation, variables }: Operation) {
    return getVariableValues(this.schema, operation.variableDefinitions ?? [], variables, { maxErrors: 50 });
  }

  #ready(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ): Ready {
    const known = this.#known.get(operation) ?? { deciding: decidingVariables(document), ready: new Map() };
    this.#known.set(operation, known);
    const way = known.deciding.map((name) => (variables[name] ? '1' : '0')).join('');
    const kept = known.ready.get(way);
    if (kept) return kept;
    // Only what it depends on: it outlives this request.
    const decide = Object.fromEntries(known.deciding.map((name) => [name, variables[name]]));
    const plan = new Plan(this.schema, document, operation, decide);
    const completer = new Completer(plan);
    const roots = plan.fields.map((planned) => ({ planned, complete: completer.root(planned) }));
    const ready = { plan, roots };
    if (known.ready.size < mostKept) known.ready.set(way, ready);
    return ready;
  }
}

function isIntrospection(name: string | undefined): boolean {
  return name === '__schema' || name === '__type';
}

/** One field of the root being answered, with the errors found in it. */
class Asked implements Answering {
  readonly errors: GraphQLError[] = [];

  constructor(
    private readonly plan: Plan,
    private readonly variables: Record<string, unknown>,
    private readonly context: Context,
  ) {}

  root(planned: PlannedField): unknown {
    const place = { prev: undefined, key: planned.key, typename: this.plan.root.name };
    return this.resolve({}, this.plan.root, planned, place);
  }

  resolve(
    source: Record<string, unknown>,
    parent: GraphQLObjectType,
    { field, nodes }: PlannedField,
    place: Place,
  ): unknown {
    const [node] = nodes;
    if (!field?.resolve || !node) throw new Error(`${parent.name} has no resolver for ${place.key}`);
    const { plan, variables } = this;
    return field.resolve(source, getArgumentValues(field, node, variables), this.context, {
      fieldName: field.name,
      fieldNodes: nodes,
      returnType: field.type,
      parentType: parent,
      path: place,
      schema: plan.schema,
      fragments: plan.fragments,
      rootValue: undefined,
      operation: plan.operation,
      variableValues: variables,
    });
  }
}
