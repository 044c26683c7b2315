import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { createApiSchema } from './modules/modules.ts';
import { contractOf } from './server/limits/contract.ts';

/** Writes the contract from the code: into `schema.graphql`, or where the first argument says. */
writeFileSync(process.argv[2] ?? 'schema.graphql', contractOf(createApiSchema()));
