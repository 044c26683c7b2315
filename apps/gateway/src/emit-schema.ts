import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from './server/schema.ts';

/** Writes the contract, `schema.graphql`, from the code. */
writeFileSync('schema.graphql', `${printSchema(lexicographicSortSchema(createSchema()))}\n`);
