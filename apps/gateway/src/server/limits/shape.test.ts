import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { checkVariables, readBounded } from './shape.ts';

const repeat = (count: number, of: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => of(at)).join(' ');
const nested = (depth: number, inner = '__typename') =>
  `${'{ a '.repeat(depth)}{ ${inner} }${' }'.repeat(depth)}`;

/** The code that a document is refused with; undefined when it is within bounds. */
function refusal(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { originalError } = error;
    return originalError && 'code' in originalError ? String(originalError.code) : 'syntax';
  }
}

describe('a document is refused', () => {
  const spreading = repeat(
    30,
    (at) => `fragment F${at} on Query { a { ...F${at + 1} } b { ...F${at + 1} } }`,
  );
  const documents: Record<string, [string, string]> = {
    'with 10,000 tokens': [`{ ${repeat(10_000, () => 'a')} }`, 'OPERATION_TOO_LONG'],
    'nested 30 deep': [nested(30), 'OPERATION_NESTED_TOO_DEEP'],
    'nested so deep that its reading breaks off': [`{${'a{'.repeat(2_400)}`, 'OPERATION_NESTED_TOO_DEEP'],
    'nested deep by fragments': [
      `{ ...F0 } ${repeat(25, (at) => `fragment F${at} on Query { a { ...F${at + 1} } }`)} fragment F25 on Query { b }`,
      'OPERATION_NESTED_TOO_DEEP',
    ],
    'with 101 aliases': [`{ ${repeat(101, (at) => `a${at}: __typename`)} }`, 'TOO_MANY_ALIASES'],
    'with 500 fields of one name': [`{ ${repeat(500, (at) => `a: b(c: ${at})`)} }`, 'TOO_MANY_REPETITIONS'],
    'with a field repeated 500 times': [`{ ${repeat(500, (at) => `a(c: ${at})`)} }`, 'TOO_MANY_REPETITIONS'],
    'with repetitions in fragments in place': [
      `{ ${repeat(90, () => '... { a }')} }`,
      'TOO_MANY_REPETITIONS',
    ],
    'with repetitions in fragments by name': [
      `{ n { ${repeat(60, (at) => `...F${at}`)} } } ${repeat(60, (at) => `fragment F${at} on N { a(b: ${at}) { c } }`)}`,
      'TOO_MANY_REPETITIONS',
    ],
    'with repetitions in fragments of fragments': [
      `{ n { ...F0 } } ${repeat(60, (at) => `fragment F${at} on N { ${at < 59 ? `...F${at + 1}` : ''} a { c } }`)}`,
      'TOO_MANY_REPETITIONS',
    ],
    'with many fields at its top': [`{ ${repeat(51, (at) => `f${at}`)} }`, 'TOO_MANY_ROOT_FIELDS'],
    'whose fragments put in are 2^14 fields': [
      `{ ...F0 } ${repeat(14, (at) => `fragment F${at} on Query { a { ...F${at + 1} } b { ...F${at + 1} } }`)} fragment F14 on Query { c }`,
      'TOO_MANY_FIELDS',
    ],
    'whose fragments put in are 2^30 fields': [
      `{ ...F0 } ${spreading} fragment F30 on Query { c }`,
      'OPERATION_NESTED_TOO_DEEP',
    ],
    'with 600 conditions': [`{ ${repeat(600, () => 'a @include(if: true)')} }`, 'TOO_MANY_REPETITIONS'],
    'with 6 conditions at a field': [`{ a ${repeat(6, () => '@include(if: true)')} }`, 'TOO_MANY_DIRECTIVES'],
    'with 300 conditions': [
      `{ a { ${repeat(300, (at) => `f${at} @include(if: true)`)} } }`,
      'TOO_MANY_DIRECTIVES',
    ],
    'with 101 fragments': [
      `{ ${repeat(101, (at) => `...F${at}`)} } ${repeat(101, (at) => `fragment F${at} on Query { a }`)}`,
      'TOO_MANY_FRAGMENTS',
    ],
    'with a deep literal': [`{ a(b: ${'['.repeat(111)}${']'.repeat(111)}) }`, 'VALUE_NESTED_TOO_DEEP'],
    'with a deep default': [
      `query ($b: X = ${'{a:'.repeat(111)}1${'}'.repeat(111)}) { a }`,
      'VALUE_NESTED_TOO_DEEP',
    ],
    'that asks for fields of types of fields of types of fields': [
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
      'INTROSPECTION_TOO_DEEP',
    ],
    'without sense': ['{ a ( }', 'syntax'],
  };
  test.each(Object.entries(documents))('%s', (_, [source, code]) => {
    expect(refusal(() => readBounded(source))).toBe(code);
  });
});

describe('a document is read', () => {
  const documents: Record<string, string> = {
    'of 20 levels': nested(19),
    'with fragments that spread each other, for validation to refuse':
      'fragment A on Q { ...B } fragment B on Q { ...A } { ...A }',
    'with a fragment that is nowhere': '{ ...Nowhere }',
    'with many fields': `{ a { ${repeat(400, (at) => `f${at}`)} } }`,
    'with a fragment that many fragments spread': `{ n { ${repeat(60, (at) => `...F${at}`)} } } ${repeat(60, (at) => `fragment F${at} on N { __typename ...G }`)} fragment G on N { a b }`,
    'with the same fragment in many places': `{ ${repeat(40, (at) => `f${at} { ...F ...F }`)} } fragment F on N { a b }`,
    'with many operations': repeat(50, (at) => `query Q${at} { a b c }`),
  };
  test.each(Object.entries(documents))('%s', (_, source) => {
    expect(refusal(() => readBounded(source))).toBeUndefined();
  });
});

describe('variables', () => {
  test('hold as many ids as any act takes, and no more than a bound', () => {
    const ids = (count: number) => ({ input: { selection: { ids: Array.from({ length: count }, String) } } });
    expect(refusal(() => checkVariables(ids(10_000)))).toBeUndefined();
    expect(refusal(() => checkVariables(ids(40_000)))).toBe('VARIABLES_TOO_LARGE');
  });
  test('are nested to a bound', () => {
    const deep = (depth: number): unknown =>
      JSON.parse(`${'{"and":['.repeat(depth / 2)}{}${']}'.repeat(depth / 2)}`);
    expect(refusal(() => checkVariables({ filter: deep(96) }))).toBeUndefined();
    expect(refusal(() => checkVariables({ filter: deep(100_000) }))).toBe('VALUE_NESTED_TOO_DEEP');
  });
  test('may be left out', () => {
    for (const none of [undefined, null, {}]) expect(refusal(() => checkVariables(none))).toBeUndefined();
  });
});
