import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds what is measured as `pnpm start` does: nothing is done when it is built already. Ends the program if it can't. */
export function buildGateway(): void {
  const built = spawnSync('pnpm', ['run', 'build', '--output-logs=errors-only'], {
    cwd: join(import.meta.dirname, '../../../../..'),
    stdio: 'inherit',
  });
  if (built.status !== 0) process.exit(1);
}
