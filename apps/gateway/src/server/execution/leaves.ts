import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';
import { bytesOf, type JsonText } from './json-text.ts';

/** Writes a value of a scalar or an enum that is there. Throws what is wrong with it. */
export type WriteLeaf = (value: unknown, out: JsonText) => void;

const written = new WeakMap<GraphQLLeafType, WriteLeaf>();

export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  const known = written.get(type) ?? makeWriter(type);
  written.set(type, known);
  return known;
}

/** Texts are their own form: of the scalars of GraphQL, and of those that say so (`textAsItIs`). */
function makeWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) return enumWriter(type);
  const bySerializing: WriteLeaf = (value, out) => writeJson(serialized(type, value), out);
  if (type === GraphQLString || type === GraphQLID || type.extensions.textAsItIs === true)
    return (value, out) => (typeof value === 'string' ? out.string(value) : bySerializing(value, out));
  if (type === GraphQLInt || type === GraphQLFloat || type === GraphQLBoolean)
    return (value, out) => out.json(String(serialized(type, value)));
  return bySerializing;
}

/** There are few values, and each is always written alike. */
function enumWriter(type: GraphQLLeafType): WriteLeaf {
  const known = new Map<unknown, Uint8Array>();
  return (value, out) => {
    const bytes = known.get(value) ?? bytesOf(JSON.stringify(serialized(type, value)));
    if (typeof value === 'string') known.set(value, bytes);
    out.raw(bytes);
  };
}

function writeJson(value: unknown, out: JsonText): void {
  if (typeof value === 'string') out.string(value);
  else out.json(JSON.stringify(value));
}

function serialized(type: GraphQLLeafType, value: unknown): unknown {
  const answer: unknown = type.serialize(value);
  if (answer === null || answer === undefined) {
    throw new Error(
      `Expected \`${type.name}.serialize(${value})\` to return non-nullable value, returned: ${answer}`,
    );
  }
  return answer;
}
