import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { buildSchema, GraphQLNonNull, isNullableType, printSchema } from 'graphql';

/**
 * The contract as the console meets it. Its client hands over no answer that has errors, so a field of Query or Mutation
 * that is null only beside an error never is: its type need not say so.
 */
function schemaOfConsole(): string {
  const schema = buildSchema(readFileSync(join(import.meta.dirname, '../gateway/schema.graphql'), 'utf8'));
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      if (field.description?.includes('Null only beside an error.') && isNullableType(field.type))
        field.type = new GraphQLNonNull(field.type);
    }
  }
  return printSchema(schema);
}

const config: CodegenConfig = {
  schema: schemaOfConsole(),
  documents: ['src/**/*.graphql.ts'],
  ignoreNoDocuments: true,
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        strictScalars: true,
        useTypeImports: true,
        skipTypename: true,
        scalars: {
          BigInt: 'string | number',
          CurrencyCode: 'string',
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          JSON: 'unknown',
          URL: 'string',
        },
      },
    },
  },
};

export default config;
