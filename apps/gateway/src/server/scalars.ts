import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'A moment in UTC, ISO 8601: `2026-11-21T08:30:00.000Z`.',
});
export const JSONValue = GraphQLJSON;

/** A scalar whose values are texts of one form, in and out. */
function textScalar(
  name: string,
  description: string,
  fits: (text: string) => boolean,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string' || !fits(value))
      throw new GraphQLError(`${name} cannot be ${JSON.stringify(value)?.slice(0, 60)}`);
    return value;
  };
  return new GraphQLScalarType({
    name,
    description,
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
  description:
    'An exact decimal as a text, `1234.50`. Given as a number it is taken by its shortest notation.',
  serialize: (value) => String(value),
  parseValue: (value) => decimalOf(value),
  parseLiteral: (node) =>
    decimalOf(
      node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
        ? node.value
        : undefined,
    ),
});

function decimalOf(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !decimalForm.test(text)) {
    throw new GraphQLError(`Decimal cannot be ${JSON.stringify(value)?.slice(0, 60)}`);
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
  if (typeof text !== 'string' || !/^-?\d{1,18}$/.test(text)) {
    throw new GraphQLError(`BigInt cannot be ${JSON.stringify(value)?.slice(0, 60)}`);
  }
  return text;
}
