import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
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
  isUnionType,
} from 'graphql';
import { storedClassNamed } from '../../src/reading/sources.ts';
import type { Pools } from './pools.ts';

export interface Operation {
  source: string;
  variables: Record<string, unknown>;
  /** Other values, for the same operation once more. */
  others: Record<string, unknown>;
}

type Gen = fc.GeneratorValue;
type Composite = GraphQLObjectType | GraphQLInterfaceType;
type Field = GraphQLField<unknown, unknown>;

/** What stands under the keys of an answer: the same key again is merged, so it has to ask for the same. */
type Keys = Map<string, { asked: string; args: string; inner: Keys }>;

/** An id that stands for a value of an enum, where a text would be put in quotes. */
class EnumValue {
  constructor(readonly name: string) {}
  toJSON(): string {
    return this.name;
  }
  toString(): string {
    return this.name;
  }
}

const most = { depth: 6, fields: 60, aliases: 35 };

/** Makes valid operations of a schema: of everything that reads stored rows. */
export class Operations {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly pools: Pools,
  ) {}

  one(g: Gen): Operation {
    return new Writing(this.schema, this.pools, g).operation();
  }
}

class Writing {
  readonly variables: Record<string, unknown> = {};
  readonly others: Record<string, unknown> = {};
  readonly #declared: string[] = [];
  readonly #fragments: { name: string; type: string; text: string }[] = [];
  readonly #revealing: boolean;
  #names = 0;
  #fields = 0;
  #aliases = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly pools: Pools,
    private readonly g: Gen,
  ) {
    // What is revealed is noted in the audit log: who reads that too would see what the other reading has noted.
    this.#revealing = this.chance(40);
  }

  operation(): Operation {
    const query = this.schema.getQueryType();
    const roots = Object.values(query?.getFields() ?? {})
      .filter(readsRows)
      .filter((field) => this.#open(field))
      // Where most can be asked for, most is asked.
      .flatMap((field) => Array<Field>(/^(member|order|nodes)/.test(field.name) ? 4 : 1).fill(field));
    const keys: Keys = new Map();
    const fields = this.some(roots, 1, 3).map((field) =>
      this.#field(query as Composite, field, most.depth, keys),
    );
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    const fragments = this.#fragments.map(({ name, type, text }) => `fragment ${name} on ${type} ${text}`);
    return {
      source: [`query Random${declared} { ${fields.join(' ')} }`, ...fragments].join('\n'),
      variables: JSON.parse(JSON.stringify(this.variables)),
      others: JSON.parse(JSON.stringify({ ...this.variables, ...this.others })),
    };
  }

  int(max: number): number {
    return this.g(fc.nat, { max });
  }

  chance(percent: number): boolean {
    return this.int(99) < percent;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.int(values.length - 1)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  }

  some<T>(values: readonly T[], min: number, max: number): T[] {
    return Array.from({ length: min + this.int(max - min) }, () => this.pick(values));
  }

  name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  /** Whether this operation may ask for it. */
  #open(field: Field): boolean {
    return !this.#revealing || !/^AuditEvent/.test(getNamedType(field.type).name);
  }

  #selection(type: Composite, depth: number, keys: Keys): string {
    const parts = Array.from({ length: 1 + this.int(5) }, () => this.#part(type, depth, keys));
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: Composite, depth: number, keys: Keys): string {
    const dice = this.int(99);
    if (dice < 6 && !this.#fresh(keys)) return '__typename';
    const full = depth <= 0 || this.#fields > most.fields || this.#aliases > most.aliases;
    if (!full && (dice < 20 || (isInterfaceType(type) && dice < 75)))
      return this.#inline(type, depth - 1, keys);
    if (!full && dice < 30) return this.#spread(type, depth - 1);
    const fields = Object.values(type.getFields()).filter((field) => this.#open(field));
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    // What can be refused, or can't be opened, more often than the rest.
    const sealed = leaves.filter(({ args }) => args.some(({ name }) => name === 'reveal'));
    if (sealed.length > 0 && this.chance(12)) return this.#field(type, this.pick(sealed), depth - 1, keys);
    const deeper = fields.filter((field) => !leaves.includes(field));
    const choice = !full && deeper.length > 0 && this.chance(50) ? deeper : leaves;
    return choice.length > 0 ? this.#field(type, this.pick(choice), depth - 1, keys) : '__typename';
  }

  /** Whether the keys are of a fragment of its own, whose keys are all its own. */
  #fresh(keys: Keys): boolean {
    return keys instanceof OwnKeys;
  }

  #inline(type: Composite, depth: number, keys: Keys): string {
    const on = this.#within(type);
    const condition = on === type && this.chance(40) ? '' : ` on ${on.name}`;
    return `...${condition}${this.#directives()} ${this.#selection(on, depth, keys)}`;
  }

  /** A type that a fragment within this one can be on. */
  #within(type: Composite): Composite {
    const node = this.schema.getType('Node');
    if (isObjectType(type)) {
      const [first] = type.getInterfaces();
      return first && isInterfaceType(node) && this.chance(8) ? first : type;
    }
    const types = this.schema
      .getPossibleTypes(type)
      .filter(({ name }) => !this.#revealing || !/^AuditEvent/.test(name));
    return this.chance(85) ? this.pick(types) : type;
  }

  #spread(type: Composite, depth: number): string {
    const on = this.#within(type);
    const known = this.#fragments.filter((fragment) => fragment.type === on.name);
    if (known.length > 0 && this.chance(50)) return `...${this.pick(known).name}${this.#directives()}`;
    // All of its keys are its own, so that it can be spread anywhere.
    const text = this.#selection(on, Math.min(depth, 2), new OwnKeys());
    const name = this.name('F');
    this.#fragments.push({ name, type: on.name, text });
    return `...${name}${this.#directives()}`;
  }

  #field(type: Composite, field: Field, depth: number, keys: Keys): string {
    this.#fields += 1;
    const known = keys.get(field.name);
    const asked = `${type.name}.${field.name}`;
    if (known?.asked === asked && this.chance(60)) return this.#written(field.name, field, known, depth);
    const own = keys instanceof OwnKeys || known !== undefined || this.chance(20);
    const odd =
      !(keys instanceof OwnKeys) && this.chance(4) ? this.pick(['__proto__', 'constructor', 'toString']) : '';
    if (own) this.#aliases += 1;
    const alias = own ? (odd && !keys.has(odd) ? odd : this.name('a')) : field.name;
    const inner: Keys = keys instanceof OwnKeys ? new OwnKeys() : new Map();
    const entry = { asked, args: this.#args(field), inner };
    keys.set(alias, entry);
    return this.#written(alias, field, entry, depth);
  }

  #written(key: string, field: Field, { args, inner }: { args: string; inner: Keys }, depth: number): string {
    const alias = key === field.name ? '' : `${key}: `;
    const type: GraphQLNamedType = getNamedType(field.type);
    if (isUnionType(type)) throw new Error(`${type.name}: unions are not made yet`);
    const selection = isObjectType(type) || isInterfaceType(type) ? this.#selection(type, depth, inner) : '';
    return `${alias}${field.name}${args}${this.#directives()} ${selection}`;
  }

  #directives(): string {
    if (!this.chance(10)) return '';
    const name = this.pick(['include', 'skip']);
    const value = this.chance(name === 'include' ? 70 : 30);
    if (this.chance(40)) return ` @${name}(if: ${value})`;
    const variable = this.name('v');
    if (this.chance(30)) this.#declared.push(`$${variable}: Boolean = ${value}`);
    else {
      this.#declared.push(`$${variable}: Boolean!`);
      this.variables[variable] = value;
      this.others[variable] = this.chance(50);
    }
    return ` @${name}(if: $${variable})`;
  }

  #args(field: Field): string {
    const isPage = field.args.some(({ name }) => name === 'after');
    const values = isPage ? this.#pageArgs(field) : {};
    const given = field.args.flatMap((arg) => {
      if (arg.name in values)
        return values[arg.name] === undefined ? [] : [`${arg.name}: ${this.#given(arg, values[arg.name])}`];
      if (!isNonNullType(arg.type) && this.chance(isPage ? 70 : 50)) return [];
      const value = this.#value(arg.type, arg.name, 0);
      return value === undefined ? [] : [`${arg.name}: ${this.#given(arg, value)}`];
    });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  #pageArgs(field: Field): Record<string, unknown> {
    const orderBy = field.args.find(({ name }) => name === 'orderBy');
    const orders = orderBy && this.chance(60) ? this.#orders(orderBy) : undefined;
    const cursors = this.pools.cursors(getNamedType(field.type).name, (orders ?? []).map(String));
    const cursor = () => {
      if (this.chance(3)) return this.pick(['nonsense', '', 'WyJYIiwiMSIsIjIiXQ']);
      return cursors.length > 0 && this.chance(35) ? this.pick(cursors) : undefined;
    };
    const sizes = this.int(99);
    const size = this.chance(2) ? this.pick([0, -1, 101]) : 1 + this.int(4);
    return {
      first: sizes < 50 || sizes === 99 ? size : undefined,
      last: sizes >= 75 ? size : undefined,
      after: cursor(),
      before: cursor(),
      ...(orderBy ? { orderBy: orders && orders.length > 0 ? orders : undefined } : {}),
    };
  }

  #orders({ type }: GraphQLArgument): EnumValue[] {
    const named = getNamedType(type);
    const names = isEnumType(named) ? named.getValues().map(({ name }) => name) : [];
    return this.some(names, 1, this.chance(3) ? 4 : 3).map((name) => new EnumValue(name));
  }

  /** The value as it is written for an argument: itself, or a variable that stands for it. */
  #given({ type, name }: { type: GraphQLInputType; name: string }, value: unknown): string {
    const dice = this.int(99);
    if (dice < 50) return this.#literal(type, value);
    const variable = this.name('v');
    if (dice < 85 || isNonNullType(type)) {
      this.#declared.push(`$${variable}: ${type}`);
      this.variables[variable] = value;
      const isCursor = name === 'after' || name === 'before';
      const another = isCursor || this.chance(50) ? undefined : this.#value(type, name, 0);
      if (another !== undefined) this.others[variable] = another;
    } else if (dice < 93) this.#declared.push(`$${variable}: ${type} = ${this.#literal(type, value)}`);
    // Neither given nor with a default: as if the argument were left out.
    else if (dice < 97) this.#declared.push(`$${variable}: ${type}`);
    else {
      this.#declared.push(`$${variable}: ${type}`);
      this.variables[variable] = null;
    }
    return `$${variable}`;
  }

  #literal(type: GraphQLInputType, value: unknown): string {
    if (value instanceof EnumValue) return value.name;
    if (Array.isArray(value)) {
      const plain = getNullableType(type);
      const inner = isListType(plain) ? plain.ofType : plain;
      return `[${value.map((each) => this.#literal(inner, each)).join(', ')}]`;
    }
    const named = getNullableType(type);
    if (!isInputObjectType(named) || typeof value !== 'object' || value === null)
      return JSON.stringify(value);
    const fields = named.getFields();
    return `{ ${Object.entries(value)
      .flatMap(([name, each]) => {
        const field = fields[name];
        return field ? [`${name}: ${this.#literal(field.type, each)}`] : [];
      })
      .join(', ')} }`;
  }

  /** A value that the type takes. */
  #value(type: GraphQLInputType, name: string, depth: number): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, name, depth);
    if (depth > 0 && this.chance(3)) return null;
    if (isListType(type)) {
      const nested = name === 'and' || name === 'or';
      if (nested && depth > 2) return undefined;
      return Array.from({ length: this.int(nested ? 2 : 3) }, () =>
        this.#value(type.ofType, name, depth),
      ).filter((each) => each != null);
    }
    if (isEnumType(type)) return new EnumValue(this.pick(type.getValues()).name);
    if (isInputObjectType(type)) {
      if (depth > 3) return undefined;
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || this.chance(depth > 0 ? 22 : 30),
      );
      return Object.fromEntries(
        fields
          .map((field) => [field.name, this.#value(field.type, field.name, depth + 1)] as const)
          .filter(([, value]) => value !== undefined),
      );
    }
    return this.#scalar(type.name, name);
  }

  #scalar(type: string, name: string): unknown {
    switch (type) {
      case 'ID':
        return this.#id(name);
      case 'String':
        return this.pick(this.pools.texts[name] ?? ['text', '']);
      case 'Boolean':
        return name === 'reveal' ? this.#revealing && this.chance(70) : this.chance(50);
      case 'Int':
        return this.int(5);
      case 'Decimal':
        return this.pick(['0', '12.5', '12.50', '1000', '0.001']);
      case 'Date':
        return this.pick(['2026-01-05', '2026-02-28', '2024-02-29', '2090-12-31']);
      case 'DateTime':
        return this.pick([
          '2026-01-02T08:30:00Z',
          '2026-01-04T00:00:00.000Z',
          '2026-01-06T08:30:00+08:00',
          '2030-01-01T00:00:00Z',
        ]);
      default:
        throw new Error(`no values of ${type} for ${name}`);
    }
  }

  #id(name: string): string {
    if (this.chance(3))
      return this.pick(['nonsense', 'member_01h455vb4pex5vsknk084sn02q', 'tag_01h455vb4pex5vsknk084sn02q']);
    const nouns = [...this.pools.ids.keys()].filter((noun) => !this.#revealing || noun !== 'AuditEvent');
    const noun = { tagIds: 'Tag', memberId: 'Member', actorId: 'Operator' }[name] ?? this.pick(nouns);
    const ids = this.pools.ids.get(noun) ?? [];
    return ids.length > 0 && this.chance(95) ? this.pick(ids) : 'nonsense';
  }
}

/** Keys of a fragment that may be spread anywhere. */
class OwnKeys extends Map<string, { asked: string; args: string; inner: Keys }> {}

/** Whether a field of Query gives rows of stored types. */
export function readsRows(field: Field): boolean {
  const { name } = getNamedType(field.type);
  return name === 'Node' || storedClassNamed(name.replace(/Connection$/, '')) !== undefined;
}
