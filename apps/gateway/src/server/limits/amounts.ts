import { type ArgumentNode, Kind, type OperationDefinitionNode, type ValueNode } from 'graphql';

/** The variables of a request, with the defaults of its operation. */
export type Variables = Readonly<Record<string, unknown>>;

/** A number that may depend on variables; found out once where it doesn't. */
export type Amount = number | ((variables: Variables) => number);

export function amountOf(amount: Amount, variables: Variables): number {
  return typeof amount === 'number' ? amount : amount(variables);
}

export function sum(amounts: readonly Amount[]): Amount {
  let fixed = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const amount of amounts) {
    if (typeof amount === 'number') fixed += amount;
    else open.push(amount);
  }
  if (open.length === 0) return fixed;
  return (variables) => {
    let total = fixed;
    for (const one of open) total += one(variables);
    return total;
  };
}

export function times(one: Amount, other: Amount): Amount {
  if (typeof one === 'number' && typeof other === 'number') return one * other;
  return (variables) => amountOf(one, variables) * amountOf(other, variables);
}

export function largest(amounts: readonly Amount[]): Amount {
  const distinct = [...new Set(amounts)];
  if (distinct.every((amount) => typeof amount === 'number')) return Math.max(0, ...distinct);
  return (variables) => Math.max(0, ...distinct.map((amount) => amountOf(amount, variables)));
}

/** What becomes of an argument's value; of what is not given, the value is undefined. */
export function fromArgument(node: ArgumentNode | undefined, of: (value: unknown) => number): Amount {
  if (!node) return of(undefined);
  if (node.value.kind !== Kind.VARIABLE) return of(literal(node.value));
  const name = node.value.name.value;
  return (variables) => of(variables[name]);
}

/** As much of a literal as says how much there is: numbers, whether it is there, and lists. */
function literal(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.BOOLEAN:
      return node.value;
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values;
    case Kind.OBJECT:
      return {};
    default:
      return 'value' in node ? node.value : undefined;
  }
}

/** The variables of a request with the defaults that its operation gives. */
export function withDefaults(operation: OperationDefinitionNode, given: Variables): Variables {
  const defaults = (operation.variableDefinitions ?? []).filter(
    ({ variable, defaultValue }) => defaultValue && given[variable.name.value] === undefined,
  );
  if (defaults.length === 0) return given;
  const all: Record<string, unknown> = { ...given };
  for (const { variable, defaultValue } of defaults) {
    if (defaultValue) all[variable.name.value] = literal(defaultValue);
  }
  return all;
}
