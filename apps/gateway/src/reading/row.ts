import type { Decoding } from './sources.ts';

/** Makes the value of a field of its columns, which begin at `start` of all that were read of the row. */
export type Decode = (values: readonly unknown[], start: number, decoding: Decoding) => unknown;

/** Where a field of a row stands among what was read of it. */
export interface RowField {
  start: number;
  decode: Decode;
}

/** What rows of one selection have in common: their type, and their fields by the keys of the answer. */
export interface RowLayout {
  type: string;
  fields: ReadonlyMap<string, RowField>;
}

/** A row as it was read. Its fields are made of what was read when they are asked for: most of them just once. */
export class Row {
  constructor(
    readonly layout: RowLayout,
    readonly values: readonly unknown[],
    readonly decoding: Decoding,
  ) {}

  /** For type-graphql and graphql-js, which ask a value for its type. */
  get __typename(): string {
    return this.layout.type;
  }

  get(key: string): unknown {
    const field = this.layout.fields.get(key);
    return field?.decode(this.values, field.start, this.decoding);
  }
}

/** Makes every field of every row in a value once: what they reveal is known then, and a key that is missing shows. */
export function decodeAll(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) decodeAll(item);
  else if (value instanceof Row) for (const key of value.layout.fields.keys()) decodeAll(value.get(key));
  else if (isPlain(value)) for (const inner of Object.values(value)) decodeAll(inner);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
