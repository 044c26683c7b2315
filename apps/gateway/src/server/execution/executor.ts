import { UnknownKeyError } from '@kolony/domain/foundation/keyring';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js';
import type { Context } from '../context.ts';
import { type Answering, Completer, type Place } from './completion.ts';
import { JsonText } from './json-text.ts';
import { decidingVariables, Plan, type PlannedField } from './plan.ts';
import { Written } from './written.ts';

/** An operation to be executed, parsed and valid. */
export interface Operation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
  /** What the field of a subscription makes its answer of. */
  event?: unknown;
}

/** An operation made ready: what can be found out about it before its values are there. */
interface Ready {
  plan: Plan;
  write: ReturnType<Completer['root']>;
}

interface Known {
  /** Names of the variables that decide what is selected. */
  deciding: readonly string[];
  ready: Map<string, Ready>;
}

/** What of one operation is kept: one for each way in which its conditions fall. */
const mostKept = 16;
/** How often an answer is written for want of keys that other processes have made. */
const mostTries = 3;

/**
 * Executes operations the way this schema is made: fields of the root (and few of payloads) have a resolver, all others
 * are there when it has answered. So an operation is laid out once, by type and selection, and its answers are written
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
    const { plan, write } = this.#ready(document, operation, coerced);
    if (plan.fields.some(({ nodes }) => isIntrospection(nodes[0]?.name.value))) {
      return await this.#executeIntrospecting(request, context);
    }
    const asked = new Asked(plan, coerced, context, request.event);
    // One after the other where they change something, otherwise all at once.
    if (operation.operation !== 'mutation') for (const planned of plan.fields) asked.begin(planned);
    for (let tries = 1; ; tries++) {
      const answer = asked.anew();
      try {
        await write(answer);
        const data = new Written(answer.out.finish(), answer.cost);
        return answer.errors.length > 0 ? { data, errors: answer.errors } : { data };
      } catch (error) {
        if (!(error instanceof UnknownKeyError) || tries === mostTries) throw error;
        await context.database.keyring.refreshFor(error);
      }
    }
  }

  /** Such an operation is a query: it can be answered once more when a key of what it reads was missing. */
  async #executeIntrospecting(
    { document, operation, variables }: Operation,
    context: Context,
  ): Promise<ExecutionResult> {
    for (let tries = 1; ; tries++) {
      const result = await execute({
        schema: this.schema,
        document,
        operationName: operation.name?.value ?? null,
        variableValues: variables,
        contextValue: context,
      });
      const missing = result.errors
        ?.map(({ originalError }) => originalError)
        .find((error) => error instanceof UnknownKeyError);
      if (!missing || tries === mostTries) return result;
      await context.database.keyring.refreshFor(missing);
    }
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
    const ready = { plan, write: new Completer(plan).root() };
    if (known.ready.size < mostKept) known.ready.set(way, ready);
    return ready;
  }
}

function isIntrospection(name: string | undefined): boolean {
  return name === '__schema' || name === '__type';
}

/** An operation being answered: its fields ask their resolvers, those of the root only once. */
class Asked {
  readonly #begun = new Map<PlannedField, unknown>();

  constructor(
    private readonly plan: Plan,
    private readonly variables: Record<string, unknown>,
    private readonly context: Context,
    private readonly event: unknown,
  ) {}

  /** An answer of which nothing is written yet. */
  anew(): Answering {
    const { plan, variables } = this;
    return {
      out: new JsonText(),
      errors: [],
      variables,
      cost: 0,
      resolve: (source, parent, planned, place) =>
        parent === plan.root ? this.begin(planned) : this.#resolve(source, parent, planned, place),
    };
  }

  /** The value of a field of the root, which is asked when this is called for the first time. */
  begin(planned: PlannedField): unknown {
    if (this.#begun.has(planned)) return this.#begun.get(planned);
    const { plan, event } = this;
    const place = { prev: undefined, key: planned.key, typename: plan.root.name };
    const value = planned.field ? this.#begin(event ?? {}, planned, place) : undefined;
    this.#begun.set(planned, value);
    return value;
  }

  /** What fails is told when its turn comes. */
  #begin(source: unknown, planned: PlannedField, place: Place): unknown {
    try {
      const value = this.#resolve(source as Record<string, unknown>, this.plan.root, planned, place);
      if (value instanceof Promise) value.catch(() => undefined);
      return value;
    } catch (error) {
      const failed = Promise.reject(error);
      failed.catch(() => undefined);
      return failed;
    }
  }

  #resolve(
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
