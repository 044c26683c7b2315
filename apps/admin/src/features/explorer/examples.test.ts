import { readFileSync } from 'node:fs';
import {
  buildSchema,
  coerceInputValue,
  type GraphQLError,
  isInputType,
  Kind,
  parse,
  typeFromAST,
  validate,
} from 'graphql';
import { expect, it } from 'vitest';
import { examples } from './examples.ts';

const schema = buildSchema(
  readFileSync(new URL('../../../../gateway/schema.graphql', import.meta.url), 'utf8'),
);

it.each(
  examples.map(
    ({ query, variables = {} }) =>
      [query.split('\n').find((line) => /^\w/.test(line)), query, variables] as const,
  ),
)('%s holds to the schema, with its variables', (_name, query, variables) => {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('an example is one operation');
  const declared = operation.variableDefinitions ?? [];
  expect(Object.keys(variables).sort()).toEqual(declared.map(({ variable }) => variable.name.value).sort());
  const problems: GraphQLError[] = [];
  for (const { variable, type } of declared) {
    const wanted = typeFromAST(schema, type);
    if (!isInputType(wanted)) throw new Error(`${variable.name.value} is of no type for input`);
    coerceInputValue(variables[variable.name.value], wanted, (_path, _value, error) => problems.push(error));
  }
  expect(problems).toEqual([]);
});
