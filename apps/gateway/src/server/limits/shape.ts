import type { ErrorCode } from '@kolony/domain/foundation/errors';
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { requestError } from '../errors.ts';

/** What a document may be, before anything of it is looked at at length. */
export const documentBounds = {
  tokens: 5_000,
  depth: 20,
  /** With all fragments put in. */
  fields: 5_000,
  rootFields: 50,
  aliases: 60,
  /** Fields beside the first that share a name in the answer: each pair of them is compared, and all below. */
  repetitions: 50,
  directives: 200,
  directivesAtOnce: 5,
  fragments: 100,
  introspection: 2,
  literalDepth: 110,
} as const;

/**
 * Reads a document, and refuses it when it is larger in any way than one that somebody means. Each part is looked at once,
 * so that this takes no longer than parsing did, whatever the document; validating and executing may.
 * @throws GraphQLError of the syntax, or with the code of the bound
 */
export function readBounded(source: string): DocumentNode {
  const document = parseBounded(source);
  new Shape(document).check();
  return document;
}

function parseBounded(source: string): DocumentNode {
  try {
    return parse(source, { maxTokens: documentBounds.tokens });
  } catch (error) {
    if (error instanceof RangeError) throw beyond('OPERATION_NESTED_TOO_DEEP', documentBounds.depth);
    if (error instanceof Error && /more that? \d+ tokens/.test(error.message)) {
      throw beyond('OPERATION_TOO_LONG', documentBounds.tokens);
    }
    throw error;
  }
}

function beyond(code: ErrorCode, limit: number): GraphQLError {
  return requestError(code, { limit });
}

/** What a selection holds, fragments put in. */
interface Measured {
  depth: number;
  fields: number;
  /** Fields at its top. */
  width: number;
  introspection: number;
}

/** Where fields come together: a place in the answer, or a fragment. */
interface Place {
  /** How often each key is asked for, fragments put in. */
  keys: Map<string, number>;
  /** The same without fragments. */
  own: Map<string, number>;
  /** The fragments, and those that they spread: each is put in once, however often it is named. */
  spread: Set<string>;
}

const listsOfIntrospection = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes']);

class Shape {
  readonly #document: DocumentNode;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #measured = new Map<string, { measured: Measured; place: Place }>();
  readonly #open = new Set<string>();
  #aliases = 0;
  #repetitions = 0;
  #directives = 0;

  constructor(document: DocumentNode) {
    this.#document = document;
  }

  check(): void {
    const { fragments, rootFields, fields, depth } = documentBounds;
    for (const definition of this.#document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
    }
    atMost('TOO_MANY_FRAGMENTS', this.#fragments.size, fragments);
    for (const name of this.#fragments.keys()) this.#fragment(name, newPlace());
    for (const definition of this.#document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      this.#checkDirectives(definition.directives);
      for (const { directives, defaultValue } of definition.variableDefinitions ?? []) {
        this.#checkDirectives(directives);
        checkValue(defaultValue);
      }
      const measured = this.#selection(definition.selectionSet, newPlace());
      atMost('OPERATION_NESTED_TOO_DEEP', measured.depth, depth);
      atMost('TOO_MANY_ROOT_FIELDS', measured.width, rootFields);
      atMost('TOO_MANY_FIELDS', measured.fields, fields);
      atMost('INTROSPECTION_TOO_DEEP', measured.introspection, documentBounds.introspection);
    }
  }

  #selection({ selections }: SelectionSetNode, place: Place): Measured {
    const whole: Measured = { depth: 0, fields: 0, width: 0, introspection: 0 };
    for (const selection of selections) {
      this.#checkDirectives(selection.directives);
      switch (selection.kind) {
        case Kind.FIELD:
          add(whole, this.#field(selection, place));
          break;
        case Kind.INLINE_FRAGMENT:
          add(whole, this.#selection(selection.selectionSet, place));
          break;
        case Kind.FRAGMENT_SPREAD:
          add(whole, this.#fragment(selection.name.value, place));
      }
    }
    return whole;
  }

  #field({ name, alias, arguments: args, selectionSet }: FieldNode, place: Place): Measured {
    for (const { value } of args ?? []) checkValue(value);
    if (alias && alias.value !== name.value) {
      this.#aliases += 1;
      atMost('TOO_MANY_ALIASES', this.#aliases, documentBounds.aliases);
    }
    const key = alias?.value ?? name.value;
    place.own.set(key, (place.own.get(key) ?? 0) + 1);
    this.#ask(key, 1, place);
    const below = selectionSet && this.#selection(selectionSet, newPlace());
    const nested = listsOfIntrospection.has(name.value) ? 1 : 0;
    return {
      depth: 1 + (below?.depth ?? 0),
      fields: 1 + (below?.fields ?? 0),
      width: 1,
      introspection: (below?.introspection ?? 0) + nested,
    };
  }

  /** Counts what a place is asked for once more. */
  #ask(key: string, times: number, { keys }: Place): void {
    const seen = keys.get(key) ?? 0;
    keys.set(key, seen + times);
    if (seen === 0) return;
    this.#repetitions += times;
    atMost('TOO_MANY_REPETITIONS', this.#repetitions, documentBounds.repetitions);
  }

  /** Measured once, and put in at a place. One that spreads itself is left to validation, which refuses it. */
  #fragment(name: string, place: Place): Measured {
    const fragment = this.#fragments.get(name);
    if (!fragment || this.#open.has(name)) return { depth: 0, fields: 0, width: 0, introspection: 0 };
    const known = this.#measured.get(name) ?? this.#measure(name, fragment);
    for (const one of [name, ...known.place.spread]) this.#putIn(one, place);
    return known.measured;
  }

  #putIn(name: string, place: Place): void {
    if (place.spread.has(name)) return;
    place.spread.add(name);
    for (const [key, times] of this.#measured.get(name)?.place.own ?? []) {
      // Clients add it to every fragment; it has nothing below that would be compared.
      if (key !== '__typename') this.#ask(key, times, place);
    }
  }

  #measure(name: string, fragment: FragmentDefinitionNode): { measured: Measured; place: Place } {
    this.#open.add(name);
    this.#checkDirectives(fragment.directives);
    const place = newPlace();
    const known = { measured: this.#selection(fragment.selectionSet, place), place };
    this.#open.delete(name);
    this.#measured.set(name, known);
    return known;
  }

  #checkDirectives(directives: readonly DirectiveNode[] | undefined): void {
    if (!directives || directives.length === 0) return;
    this.#directives += directives.length;
    atMost('TOO_MANY_DIRECTIVES', directives.length, documentBounds.directivesAtOnce);
    atMost('TOO_MANY_DIRECTIVES', this.#directives, documentBounds.directives);
    for (const { arguments: args } of directives) for (const { value } of args ?? []) checkValue(value);
  }
}

function newPlace(): Place {
  return { keys: new Map(), own: new Map(), spread: new Set() };
}

function add(whole: Measured, part: Measured): void {
  whole.depth = Math.max(whole.depth, part.depth);
  whole.fields += part.fields;
  whole.width += part.width;
  whole.introspection = Math.max(whole.introspection, part.introspection);
}

function checkValue(value: ValueNode | undefined, depth = 1): void {
  if (!value || (value.kind !== Kind.LIST && value.kind !== Kind.OBJECT)) return;
  atMost('VALUE_NESTED_TOO_DEEP', depth, documentBounds.literalDepth);
  if (value.kind === Kind.LIST) for (const item of value.values) checkValue(item, depth + 1);
  else for (const field of value.fields) checkValue(field.value, depth + 1);
}

function atMost(code: ErrorCode, actual: number, limit: number): void {
  if (actual > limit) throw beyond(code, limit);
}

/** What variables may hold: as many values as the longest list that any input takes, and as deep as JSON may be. */
const variableBounds = { values: 30_000, depth: 110 } as const;

/**
 * Refuses variables that hold more, or are nested deeper, than any input takes.
 * @throws GraphQLError with the code of the bound
 */
export function checkVariables(variables: unknown): void {
  let values = 0;
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null) return;
    atMost('VALUE_NESTED_TOO_DEEP', depth, variableBounds.depth);
    const inside = Array.isArray(value) ? value : Object.values(value);
    values += inside.length;
    atMost('VARIABLES_TOO_LARGE', values, variableBounds.values);
    for (const one of inside) look(one, depth + 1);
  };
  // The variables themselves are an object.
  look(variables, 0);
}
