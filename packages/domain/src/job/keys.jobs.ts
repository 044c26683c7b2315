import { z } from 'zod';
import { defineJob } from '../foundation/jobs.ts';
import { retireKeys } from './keys.service.ts';
import { resealBrand } from './reseal.service.ts';

/** Seals one brand's personal data with the active key. */
export const resealBrandJob = defineJob({
  name: 'keys.reseal',
  input: z.object({}),
  timeLimitSeconds: 23 * 3600,
  run: ({ database, scope, signal, progress }) => resealBrand(database, scope, signal, progress),
});

/** Retires keys that nothing is sealed with any more, every night, after a rotation. */
export const retireKeysJob = defineJob({
  name: 'keys.retire',
  input: z.object({}),
  async run({ database, log }) {
    const retired = await retireKeys(database);
    if (retired.length > 0) log.info({ keys: retired }, 'old encryption keys are retired');
  },
});
