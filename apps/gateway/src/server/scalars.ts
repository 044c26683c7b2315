import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';

/** Of a scalar whose values, where they are texts, are answered as they stand. */
const textAsItIs = { textAsItIs: true };

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  extensions: textAsItIs,
  // What was read stands in its form already.
  serialize: (value) => (typeof value === 'string' ? value : GraphQLDateTimeISO.serialize(value)),
  description: 'A moment in UTC, ISO 8601: `2026-11-21T08:30:00.000Z`.',
});

const deepestJson = 100;

/** Bounded: what is nested deeper than any content is can't be gone through. */
export const JSONValue = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  description: `Content of free form: any JSON, at most ${deepestJson} levels deep.`,
  parseValue: (value) => shallow(value),
  parseLiteral: (node, variables) => shallow(GraphQLJSON.parseLiteral(node, variables)),
});

function shallow(value: unknown): unknown {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestJson) throw new TypeError(`JSON is nested at most ${deepestJson} levels deep`);
    level = level.flatMap((part) => (part instanceof Object ? Object.values(part) : []));
  }
  return value;
}

/** A scalar whose values are texts of one form, in and out. */
function textScalar(
  name: string,
  description: string,
  fits: (text: string) => boolean,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string' || !fits(value))
      throw new TypeError(`${name} cannot be ${JSON.stringify(value)?.slice(0, 60)}`);
    return value;
  };
  return new GraphQLScalarType({
    name,
    description,
    extensions: textAsItIs,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** Days of a calendar are checked, not only digits: 2023-02-29 is none. */
function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && !text.startsWith('0000');
}

export const CalendarDate = textScalar('Date', 'A day of the calendar, `2026-11-21`.', isCalendarDate);

export const CurrencyCode = textScalar('CurrencyCode', 'ISO 4217 code of a currency, `CNY`.', (text) =>
  /^[A-Z]{3}$/.test(text),
);

export const WebAddress = textScalar('URL', 'An absolute web address, http or https.', (text) => {
  if (text.length > 2000 || !URL.canParse(text)) return false;
  return ['http:', 'https:'].includes(new URL(text).protocol);
});

const decimalForm = /^-?\d{1,16}(\.\d{1,9})?$/;

/** Numbers are taken too, so that `total: 12.5` works; texts are exact whatever their length. */
export const Decimal = new GraphQLScalarType({
  name: 'Decimal',
  extensions: textAsItIs,
  description:
    'An exact decimal as a text, `1234.50`. Given as a number it is taken by its shortest notation.',
  serialize: (value) => String(value),
  parseValue: (value) => decimalOf(value),
  parseLiteral: (node) => decimalOf(decimalIn(node)),
});

/** `1e3` is a number, as it is one in JSON; other numbers are taken as they are written. */
function decimalIn(node: ValueNode): unknown {
  if (node.kind === Kind.STRING || node.kind === Kind.INT) return node.value;
  if (node.kind !== Kind.FLOAT) return undefined;
  return /e/i.test(node.value) ? Number(node.value) : node.value;
}

function decimalOf(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !decimalForm.test(text)) {
    throw new TypeError(`Decimal cannot be ${JSON.stringify(value)?.slice(0, 60)}`);
  }
  return text;
}

export const BigInteger = new GraphQLScalarType({
  name: 'BigInt',
  description: 'An integer up to 64 bits, as a number where it is exact and as a text beyond 2^53.',
  serialize: (value) => {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  },
  parseValue: (value) => bigintOf(value),
  parseLiteral: (node) =>
    bigintOf(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined),
});

function bigintOf(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (
    typeof text !== 'string' ||
    !/^-?\d{1,19}$/.test(text) ||
    BigInt.asIntN(64, BigInt(text)) !== BigInt(text)
  ) {
    throw new TypeError(`BigInt cannot be ${JSON.stringify(value)?.slice(0, 60)}`);
  }
  return text;
}
