import type { Noun } from '@kolony/domain/foundation/ids';
import { formatMinor } from '@kolony/domain/foundation/money';
import { type SealedColumn, tableAndColumn } from '@kolony/domain/foundation/sealed-places';
import { Arg, Args, Extensions, Field, FieldResolver, ObjectType } from 'type-graphql';
import { Cost } from '../server/limits/directives.ts';
import type { List } from './list.ts';
import { Money } from './money.ts';
import { Node } from './node.ts';
import { openSealed } from './sealed.ts';
import {
  type Allowed,
  type Class,
  type ColumnSql,
  isNoun,
  noteSource,
  noteStored,
  type Source,
} from './sources.ts';

// biome-ignore lint/suspicious/noExplicitAny: what type-graphql takes as a type
type TypeThunk = () => any;
interface FieldOptions {
  nullable?: boolean;
  deprecationReason?: string;
}

/** Who may call a field of Query or Mutation. A field without it doesn't start. */
export function Allow(allow: Allowed): MethodDecorator & PropertyDecorator {
  return Extensions({ allow });
}

/** A mutation that moves what must not move twice: it isn't done without `@idempotent`. */
export function KeyRequired(): MethodDecorator & PropertyDecorator {
  return Extensions({ keyRequired: true });
}

/** A field of a payload that has a resolver: all other fields but those of the root are there with their object. */
export function ResolvedField(type: TypeThunk, options: { nullable?: boolean } = {}): MethodDecorator {
  return (prototype, key, descriptor) => {
    FieldResolver(type, options)(prototype, key, descriptor);
    Extensions({ resolved: true })(prototype, String(key), descriptor);
  };
}

/** How many rows a field gives that is a list without pages: the first in its order. `reader.all` asks for it. */
export function AtMost(atMost: number): MethodDecorator & PropertyDecorator {
  return Extensions({ atMost });
}

/** A type whose rows stand in a table. Whoever reaches it, by whatever way, needs `allow`. */
export function Stored(options: {
  name: string;
  table: string;
  allow: Allowed;
  description: string;
}): ClassDecorator {
  return (target) => {
    const { name, table, allow, description } = options;
    ObjectType(name, isNoun(name) ? { implements: Node, description } : { description })(target);
    noteStored(target as unknown as Class, name, table, allow);
  };
}

/** A field that is a column, or an SQL expression over the row. */
export function Column(
  column: ColumnSql,
  type: TypeThunk,
  description: string,
  options: FieldOptions & { decode?: (raw: unknown) => unknown } = {},
): PropertyDecorator {
  const { decode = (raw: unknown) => raw, ...fieldOptions } = options;
  return (prototype, key) => {
    Field(type, { description, ...fieldOptions })(prototype, key);
    const single = (raw: unknown) => (raw === null ? null : decode(raw));
    noteSource(prototype, String(key), {
      kind: 'computed',
      columns: { value: column },
      compute: ({ value }) => single(value),
      single,
    });
  };
}

/** A field that is a pure function of columns. Their raw values are those of PostgreSQL's JSON. */
export function Computed(
  columns: Extract<Source, { kind: 'computed' }>['columns'],
  compute: Extract<Source, { kind: 'computed' }>['compute'],
  type: TypeThunk,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator {
  return (prototype, key) => {
    Field(type, { description, ...options })(prototype, key);
    noteSource(prototype, String(key), { kind: 'computed', columns, compute });
  };
}

/** An optional argument of a computed field. */
export function ArgOf(name: string, type: TypeThunk, description: string): PropertyDecorator {
  return (prototype, key) => Arg(name, type, { nullable: true, description })(prototype, key, 0);
}

/** A timestamp column. */
export function Timestamp(
  column: ColumnSql,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator {
  return Column(column, () => Date, description, { ...options, decode: (raw) => momentOf(String(raw)) });
}

const [utc, seconds, milliseconds] = [
  '+00:00',
  '2025-03-05T12:34:56'.length,
  '2025-03-05T12:34:56.789'.length,
];

/** A moment as PostgreSQL's JSON has it in UTC, in the form of the API: to the millisecond. */
function momentOf(text: string): string | Date {
  const end = text.length - utc.length;
  // Years of more than four digits, and whatever else there is, are left to those who know.
  if (!text.endsWith(utc) || text[10] !== 'T') return new Date(text);
  if (end === seconds) return `${text.slice(0, seconds)}.000Z`;
  if (end >= milliseconds && text[seconds] === '.') return `${text.slice(0, milliseconds)}Z`;
  return new Date(text);
}

/** The currency of the brand at work, where the row has none of its own: looked up once for all rows. */
const brandCurrency: ColumnSql = () => '(select currency from kolony.brand_at_work)';

/** An amount in minor units with its currency. */
export function Amount(
  minor: ColumnSql,
  description: string,
  { currency = brandCurrency, ...options }: FieldOptions & { currency?: ColumnSql } = {},
): PropertyDecorator {
  const asText: ColumnSql = (row) =>
    `(${typeof minor === 'string' ? `${row}."${minor}"` : minor(row)})::text`;
  return Computed(
    { minor: asText, currency },
    (value) =>
      value.minor === null
        ? null
        : {
            amount: formatMinor(String(value.minor), String(value.currency)),
            currency: String(value.currency).trim(),
          },
    () => Money,
    description,
    options,
  );
}

/**
 * Personal data: sealed in the database, masked unless the caller may reveal it and asks. Each reading is audited. It is
 * nullable, whatever the column is: a value that is refused, or can't be opened, must not take its row along.
 */
export function Sealed(
  place: SealedColumn,
  mask: (plain: string, columns: Record<string, unknown>) => string,
  description: string,
  options: Omit<FieldOptions, 'nullable'> & {
    plain?: string;
    columns?: Record<string, ColumnSql>;
    subject?: ColumnSql;
    /** A record whose timeline shows the reading too: the member of an identity. */
    related?: ColumnSql;
  } = {},
): PropertyDecorator {
  const { plain, columns = {}, subject = 'id', related, ...fieldOptions } = options;
  const { column } = tableAndColumn(place);
  return (prototype, key) => {
    const [type, field] = [prototype.constructor.name, String(key)];
    Field(() => String, { description, nullable: true, ...fieldOptions })(prototype, key);
    // It is decrypted, masked or not.
    Cost(1)(prototype, key);
    Arg('reveal', () => Boolean, {
      defaultValue: false,
      description: 'Whole instead of masked. Needs MEMBER_REVEAL; each reading is recorded in the audit log.',
    })(prototype, key, 0);
    noteSource(prototype, field, {
      kind: 'computed',
      columns: {
        id: subject,
        sealed: column,
        ...(plain ? { plain } : {}),
        ...(related ? { related } : {}),
        ...columns,
      },
      allow: ({ reveal }) => (reveal ? 'MEMBER_REVEAL' : 'ANYONE'),
      compute: (value, { reveal }, decoding) => {
        if (typeof value.plain === 'string') return value.plain;
        if (typeof value.sealed !== 'string') return null;
        const opened = openSealed(value.sealed, place, decoding, { type, id: value.id });
        if (!reveal) return mask(opened, value);
        const about = value.related ? String(value.related) : undefined;
        decoding.revealed.push({ type, id: String(value.id), field, related: about });
        return opened;
      },
    });
  };
}

/** Personal data for whom it is about: whole, and nobody has to record that one has read about oneself. */
export function OwnSealed(
  place: SealedColumn,
  description: string,
  { plain, ...options }: FieldOptions & { plain?: string } = {},
): PropertyDecorator {
  const { column } = tableAndColumn(place);
  return (prototype, key) => {
    const type = prototype.constructor.name;
    Field(() => String, { description, ...options, nullable: true })(prototype, key);
    Cost(1)(prototype, key);
    noteSource(prototype, String(key), {
      kind: 'computed',
      columns: { id: 'id', sealed: column, ...(plain ? { plain } : {}) },
      own: true,
      compute: ({ id, sealed, plain: open }, _args, decoding) => {
        if (typeof open === 'string') return open;
        return typeof sealed === 'string' ? openSealed(sealed, place, decoding, { type, id }) : null;
      },
    });
  };
}

/** The one row of another type that this row belongs to. */
export function One(
  type: () => Class,
  on: (row: string, other: string) => string,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator {
  return (prototype, key) => {
    Field(type, { description, ...options })(prototype, key);
    noteSource(prototype, String(key), { kind: 'one', type, on });
  };
}

/**
 * The one row, of any of some nouns, that two columns name: a noun and a UUID. Whoever may not read that noun is told so;
 * a noun that isn't among them, and a row that is gone, are null.
 */
export function OneOf(
  nouns: readonly Noun[],
  { noun, id }: { noun: ColumnSql; id: ColumnSql },
  description: string,
): PropertyDecorator {
  return (prototype, key) => {
    Field(() => Node, { description, nullable: true })(prototype, key);
    noteSource(prototype, String(key), { kind: 'oneOf', noun, id, nouns });
  };
}

/** All rows of another type that belong to this row: only where they are few by nature. */
export function Many(
  type: () => Class,
  on: (row: string, other: string) => string,
  orderBy: (other: string) => string,
  description: string,
): PropertyDecorator {
  return (prototype, key) => {
    Field(() => [type()], { description })(prototype, key);
    noteSource(prototype, String(key), { kind: 'many', type, on, orderBy });
  };
}

/** A page of the rows of another type that belong to this row. */
export function Connected(
  list: () => List,
  on: (row: string, other: string) => string,
  description: string,
  allow?: Allowed,
): PropertyDecorator {
  return (prototype, key) => {
    Field(() => list().connection, { description })(prototype, key);
    lateArgs.push(() => Args(() => list().args)(prototype, String(key), 0));
    noteSource(prototype, String(key), { kind: 'connection', list, on, allow });
  };
}

const lateArgs: (() => void)[] = [];

/** Registers the arguments of connections: after every module has loaded, since lists and types refer to each other. */
export function registerConnectionArgs(): void {
  for (const register of lateArgs.splice(0)) register();
}

/**
 * A field of a payload that holds the UUID of a stored row: the row is read with the caller's selection. Null stays null.
 */
export function ReadOne(
  type: () => Class,
  description: string,
  options: FieldOptions = { nullable: true },
): PropertyDecorator {
  return (prototype, key) => {
    Field(type, { description, ...options })(prototype, key);
    Extensions({ readOne: type })(prototype, key);
  };
}
