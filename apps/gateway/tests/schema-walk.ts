import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A field of the root of an operation, as a caller can send it. */
export interface RootField {
  kind: 'query' | 'mutation' | 'subscription';
  name: string;
  field: GraphQLField<unknown, unknown>;
  /** Fields on the way to it, when it is one of a type further in. */
  via?: string[];
}

/** Where a value goes: the argument, then fields of inputs; `0` is the first of a list. */
export type Path = string[];

/** Those of Query and Mutation. */
export function rootFields(schema: GraphQLSchema): RootField[] {
  return [
    ...fieldsOf('query', schema.getQueryType()?.getFields()),
    ...fieldsOf('mutation', schema.getMutationType()?.getFields()),
  ];
}

/** Those of Subscription. */
export function streamFields(schema: GraphQLSchema): RootField[] {
  return fieldsOf('subscription', schema.getSubscriptionType()?.getFields());
}

function fieldsOf(
  kind: RootField['kind'],
  fields: Record<string, GraphQLField<unknown, unknown>> = {},
): RootField[] {
  return Object.entries(fields).map(([name, field]) => ({ kind, name, field }));
}

/** Every field with arguments of a type that is read through fields which need none, by the shortest way. */
export function innerFields(schema: GraphQLSchema): RootField[] {
  const query = schema.getQueryType();
  if (!query) return [];
  const seen = new Set<unknown>([query]);
  const found: RootField[] = [];
  for (const ways = [{ type: query, via: [] as string[] }]; ways.length > 0; ) {
    const { type, via } = ways.shift() ?? { type: query, via: [] };
    for (const field of Object.values(type.getFields())) {
      if (via.length > 0 && field.args.length > 0)
        found.push({ kind: 'query', name: field.name, field, via });
      const next = getNamedType(field.type);
      if (!isObjectType(next) || seen.has(next) || field.args.some(({ type }) => isNonNullType(type)))
        continue;
      seen.add(next);
      ways.push({ type: next, via: [...via, field.name] });
    }
  }
  return found;
}

/** The operation of the one field, with its arguments written into the document. */
export function literalOperationOf(of: RootField, values: Record<string, unknown>): string {
  const args = of.field.args
    .filter(({ name }) => values[name] !== undefined)
    .map(({ name, type }) => `${name}: ${literal(values[name], type)}`);
  const asked = `${of.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selectionOf(of.field.type)}`;
  return `${of.kind} { ${within(of, asked)} }`;
}

function within({ via = [] }: RootField, asked: string): string {
  return via.reduceRight((inner, name) => `${name} { ${inner} }`, asked);
}

/** What stands in a document as it is: numbers beyond those of JavaScript, names that are no value of an enum. */
export class Written {
  constructor(readonly text: string) {}
}

/** A value as a document writes it, also one that the type doesn't take; what has no way of writing is a text. */
function literal(value: unknown, type?: GraphQLInputType | undefined): string {
  if (value instanceof Written) return value.text;
  const plain = type && getNullableType(type);
  if (Array.isArray(value))
    return `[${value.map((one) => literal(one, isListType(plain) ? plain.ofType : plain)).join(', ')}]`;
  if (value instanceof Object) {
    const fields = isInputObjectType(plain) ? plain.getFields() : {};
    const written = Object.entries(value)
      .filter(([name, one]) => one !== undefined && /^[A-Za-z_]\w*$/.test(name))
      .map(([name, one]) => `${name}: ${literal(one, fields[name]?.type)}`);
    return `{ ${written.join(', ')} }`;
  }
  if (isEnumType(plain) && typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value)) return value;
  return JSON.stringify(value) ?? 'null';
}

/** An operation of the one field, whose arguments are variables of the same names. */
export function operationOf(of: RootField, selection = selectionOf(of.field.type)): string {
  const { kind, name, field } = of;
  const list = (of: (arg: GraphQLArgument) => string) =>
    field.args.length > 0 ? `(${field.args.map(of).join(', ')})` : '';
  const declared = list((arg) => `$${arg.name}: ${arg.type}`);
  return `${kind} ${declared} { ${within(of, `${name}${list((arg) => `${arg.name}: $${arg.name}`)} ${selection}`)} }`;
}

/** What every answer is asked for: the plain fields, the problems, the ids. */
function selectionOf(type: GraphQLOutputType, depth = 0): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return isInterfaceType(named) ? '{ __typename id }' : '';
  const fields = Object.values(named.getFields()).filter(({ args }) =>
    args.every(({ type }) => !isNonNullType(type)),
  );
  const plain = fields.filter((one) => isLeafType(getNamedType(one.type))).map(({ name }) => name);
  const inner =
    depth < 1
      ? fields
          .filter((one) => !isLeafType(getNamedType(one.type)) && one.args.length === 0)
          .map((one) => `${one.name} ${selectionOf(one.type, depth + 1)}`)
      : [];
  return `{ __typename ${[...plain, ...inner].join(' ')} }`;
}

/** Fields by which a filter holds filters. */
const nesting = ['and', 'or', 'not'];

/** Values that fit, by the name of the field that they are for. */
const fitting: Record<string, unknown> = {
  email: 'someone@example.com',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  page: 'members',
  kind: undefined,
  value: '13812345678',
  logoUrl: 'https://example.com/logo.png',
  url: 'https://example.com/',
  primaryColor: '#aabbcc',
  secondaryColor: '#aabbcc',
  password: 'quiet-harbour-lantern-58',
  total: '12.50',
  amount: '1.50',
  status: undefined,
  first: 10,
  last: undefined,
  after: undefined,
  before: undefined,
  version: 1,
};

const ofScalar: Record<string, unknown> = {
  ID: 'member_01h455vb4pex5vsknk084sn02q',
  String: 'text',
  Int: 1,
  Float: 0.5,
  Boolean: true,
  Decimal: '1.50',
  BigInt: 1,
  Date: '2026-01-31',
  DateTime: '2026-01-31T10:00:00Z',
  CurrencyCode: 'CNY',
  URL: 'https://example.com/',
  JSON: {},
};

/** A value that the type takes, whole: with every field that fits beside the others. */
function sampleOf(type: GraphQLInputType, name = '', depth = 0): unknown {
  const plain = getNullableType(type);
  if (name in fitting && fitting[name] !== undefined) return fitting[name];
  if (isListType(plain)) return depth > 3 ? [] : [sampleOf(plain.ofType, name, depth + 1)];
  if (isEnumType(plain)) return plain.getValues()[0]?.name;
  if (!isInputObjectType(plain)) return ofScalar[getNamedType(plain).name];
  const fields = Object.values(plain.getFields()).filter(
    (field) => isNonNullType(field.type) || (depth < 1 && !nesting.includes(field.name)),
  );
  return Object.fromEntries(fields.map((field) => [field.name, sampleOf(field.type, field.name, depth + 1)]));
}

export function samplesOf({ field }: RootField): Record<string, unknown> {
  const needed = field.args.filter((arg) => isNonNullType(arg.type));
  return Object.fromEntries(needed.map((arg) => [arg.name, sampleOf(arg.type, arg.name)]));
}

export interface Leaf {
  path: Path;
  /** Name of the scalar or enum. */
  type: string;
}

/** Every place in the arguments where a scalar or an enum can stand. */
export function leavesOf({ field }: RootField): Leaf[] {
  return field.args.flatMap((arg) => leaves(arg, [arg.name], 0));
}

function leaves(of: GraphQLArgument | GraphQLInputField, path: Path, depth: number): Leaf[] {
  let type: GraphQLInputType = getNullableType(of.type);
  let at = path;
  while (isListType(type)) {
    type = getNullableType(type.ofType) as GraphQLInputType;
    at = [...at, '0'];
  }
  if (!isInputObjectType(type)) return [{ path: at, type: getNamedType(type).name }];
  const object = type;
  return Object.values(object.getFields())
    .filter(
      (field) => depth < 4 && !(path.some((step) => nesting.includes(step)) && nesting.includes(field.name)),
    )
    .flatMap((field) => leaves(field, [...at, field.name], depth + 1));
}

/** The variables with this value at that place; what lies on the way is made. */
export function withValue(
  variables: Record<string, unknown>,
  path: Path,
  value: unknown,
): Record<string, unknown> {
  const put = (into: unknown, [step, ...rest]: Path): unknown => {
    if (step === undefined) return value;
    if (step === '0') return [put(Array.isArray(into) ? into[0] : undefined, rest)];
    const object = typeof into === 'object' && into !== null && !Array.isArray(into) ? into : {};
    return { ...object, [step]: put(new Map(Object.entries(object)).get(step), rest) };
  };
  return put(variables, path) as Record<string, unknown>;
}
