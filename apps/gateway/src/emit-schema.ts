import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createApiSchema } from './modules/modules.ts';

/** Writes the contract from the code: into `schema.graphql`, or where the first argument says. */
writeFileSync(
  process.argv[2] ?? 'schema.graphql',
  `${printSchema(lexicographicSortSchema(createApiSchema()))}\n`,
);
