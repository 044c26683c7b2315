import 'reflect-metadata';
import cluster from 'node:cluster';
import { resolve } from 'node:path';
import { readEnv } from './env.ts';
import { exitWithReason } from './failure.ts';

/** Where the built console lies, beside what this file is built to. */
const consoleDir = resolve(import.meta.dirname, '../../admin/dist');

try {
  const env = readEnv(process.env);
  // Each loads only what it needs: the one that watches over others serves nothing.
  if (cluster.isWorker) await (await import('./one-of-several.ts')).startOneOfSeveral(env, consoleDir);
  else if (env.KOLONY_PROCESSES > 1) await (await import('./start-several.ts')).startSeveral(env);
  else await (await import('./start.ts')).start(env, consoleDir);
} catch (error) {
  exitWithReason(error);
}
