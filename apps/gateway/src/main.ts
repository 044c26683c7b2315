import 'reflect-metadata';
import { readEnv } from './env.ts';
import { exitWithReason } from './failure.ts';
import { start } from './start.ts';

try {
  await start(readEnv(process.env));
} catch (error) {
  exitWithReason(error);
}
